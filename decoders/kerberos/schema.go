package kerberos

import "github.com/radissect/radissect/dissect"

// shape says how a member of a SEQUENCE is encoded.
type shape uint8

const (
	isInt shape = iota
	isOctets
	isCipher // OCTET STRING that is encrypted
	isText
	isTime
	isBits
	isBool
	isSequence
	isList
	isApplication // SEQUENCE in an application tag
	isPAData      // SEQUENCE OF PA-DATA
	isErrorData   // e-data of KRB-ERROR
	isChecksum    // contents of the checksum in an authenticator
	isArmor       // OCTET STRING with an AP-REQ
)

// A member is one member of a SEQUENCE: its context tag and what is in it.
type member struct {
	tag      byte
	f        *dissect.Field
	is       shape
	optional bool
	of       *schema        // of SEQUENCE, SEQUENCE OF SEQUENCE and application tags
	item     *dissect.Field // of SEQUENCE OF something else
	keep     slot
}

// A schema is a SEQUENCE with its members in order.
type schema struct {
	group   *dissect.Field
	app     uint8 // application tag, 0 where it has none
	members []member
}

const optional = true

// name is PrincipalName, RFC 4120 5.2.2.
var name = &schema{group: fName, members: []member{
	{tag: 0, f: fNameType, is: isInt},
	{tag: 1, f: fNameString, is: isList, item: fNamePart},
}}

// encryptedTicket is EncryptedData of a ticket, RFC 4120 5.2.9.
var encryptedTicket = &schema{members: []member{
	{tag: 0, f: fEtype, is: isInt, keep: slotTicketEtype},
	{tag: 1, f: fKvno, is: isInt, optional: optional, keep: slotTicketKvno},
	{tag: 2, f: fCipher, is: isCipher, keep: slotTicketCipher},
}}

// encrypted is EncryptedData of the message itself, RFC 4120 5.2.9.
var encrypted = &schema{members: []member{
	{tag: 0, f: fEtype, is: isInt, keep: slotEtype},
	{tag: 1, f: fKvno, is: isInt, optional: optional},
	{tag: 2, f: fCipher, is: isCipher, keep: slotCipher},
}}

// encryptedTimestamp is PA-ENC-TIMESTAMP, RFC 4120 5.2.7.2.
var encryptedTimestamp = &schema{group: fEncTimestamp, members: encrypted.members}

// encryptedOther is EncryptedData that is not looked into, RFC 4120 5.2.9.
var encryptedOther = &schema{group: fEncryptedData, members: []member{
	{tag: 0, f: fEtype, is: isInt},
	{tag: 1, f: fKvno, is: isInt, optional: optional},
	{tag: 2, f: fCipher, is: isCipher},
}}

// ticket is Ticket, RFC 4120 5.3.
var ticket = &schema{group: fTicket, app: tagTicket, members: []member{
	{tag: 0, f: fTktVno, is: isInt},
	{tag: 1, f: fRealm, is: isText, keep: slotRealm},
	{tag: 2, f: fSname, is: isSequence, of: name, keep: slotTicketSname},
	{tag: 3, f: fEncPart, is: isSequence, of: encryptedTicket},
}}

var address = &schema{group: fHostAddress, members: []member{
	{tag: 0, f: fAddrType, is: isInt},
	{tag: 1, f: fAddress, is: isOctets},
}}

var authData = &schema{group: fAuthorizationDataItem, members: []member{
	{tag: 0, f: fAdType, is: isInt},
	{tag: 1, f: fAdData, is: isOctets},
}}

// reqBody is KDC-REQ-BODY, RFC 4120 5.4.1.
var reqBody = &schema{members: []member{
	{tag: 0, f: fKdcOptions, is: isBits},
	{tag: 1, f: fCname, is: isSequence, of: name, optional: optional, keep: slotCname},
	{tag: 2, f: fRealm, is: isText, keep: slotRealm},
	{tag: 3, f: fSname, is: isSequence, of: name, optional: optional, keep: slotSname},
	{tag: 4, f: fFrom, is: isTime, optional: optional},
	{tag: 5, f: fTill, is: isTime},
	{tag: 6, f: fRtime, is: isTime, optional: optional},
	{tag: 7, f: fNonce, is: isInt},
	{tag: 8, f: fEtypes, is: isList, item: fEtype},
	{tag: 9, f: fAddresses, is: isList, of: address, optional: optional},
	{tag: 10, f: fEncAuthorizationData, is: isSequence, of: encryptedOther, optional: optional},
	{tag: 11, f: fAdditionalTickets, is: isList, of: otherTicket, optional: optional},
}}

// tgtRequest and tgtReply are the tokens by which a client asks a service for its
// ticket-granting ticket, to have a ticket made under the session key of that
// (draft-swift-win2k-krb-user2user-03 3).
var (
	tgtRequest = &schema{group: fTGTReq, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgTypeInside, is: isInt},
		{tag: 2, f: fServerName, is: isSequence, of: name, optional: optional, keep: slotSname},
		{tag: 3, f: fRealm, is: isText, optional: optional},
	}}
	tgtReply = &schema{group: fTGTRep, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgTypeInside, is: isInt},
		{tag: 2, f: fTicket, is: isApplication, of: ticket},
	}}
)

// otherTicket is a Ticket that is not looked into.
var otherTicket = &schema{group: fTicket, app: tagTicket, members: []member{
	{tag: 0, f: fTktVno, is: isInt},
	{tag: 1, f: fRealm, is: isText},
	{tag: 2, f: fSname, is: isSequence, of: name},
	{tag: 3, f: fEncPart, is: isSequence, of: encryptedOther},
}}

func kdcReq(group *dissect.Field, app uint8) *schema {
	return &schema{group: group, app: app, members: []member{
		{tag: 1, f: fPvno, is: isInt},
		{tag: 2, f: fMsgType, is: isInt},
		{tag: 3, f: fPaData, is: isPAData, optional: optional},
		{tag: 4, f: fReqBody, is: isSequence, of: reqBody},
	}}
}

func kdcRep(group *dissect.Field, app uint8) *schema {
	return &schema{group: group, app: app, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgType, is: isInt},
		{tag: 2, f: fPaData, is: isPAData, optional: optional},
		{tag: 3, f: fCrealm, is: isText, keep: slotCrealm},
		{tag: 4, f: fCname, is: isSequence, of: name, keep: slotCname},
		{tag: 5, f: fTicket, is: isApplication, of: ticket},
		{tag: 6, f: fEncPart, is: isSequence, of: encrypted},
	}}
}

// apReq is AP-REQ, RFC 4120 5.5.1.
var apReq = &schema{group: fAPReq, app: tagAPReq, members: []member{
	{tag: 0, f: fPvno, is: isInt},
	{tag: 1, f: fMsgTypeInside, is: isInt},
	{tag: 2, f: fApOptions, is: isBits},
	{tag: 3, f: fTicket, is: isApplication, of: ticket},
	{tag: 4, f: fAuthenticator, is: isSequence, of: encrypted},
}}

// delegated is KRB-CRED inside of an authenticator, RFC 4121 4.1.1.
var delegated = &schema{group: fKrbCred, app: tagCred, members: []member{
	{tag: 0, f: fPvno, is: isInt},
	{tag: 1, f: fMsgTypeInside, is: isInt},
	{tag: 2, f: fTickets, is: isList, of: otherTicket},
	{tag: 3, f: fEncPart, is: isSequence, of: encryptedOther},
}}

var encryptionKey = &schema{members: []member{
	{tag: 0, f: fKeyType, is: isInt, keep: slotKeyType},
	{tag: 1, f: fKeyValue, is: isOctets, keep: slotKey},
}}

var subkey = &schema{members: []member{
	{tag: 0, f: fKeyType, is: isInt, keep: slotSubkeyType},
	{tag: 1, f: fKeyValue, is: isOctets, keep: slotSubkey},
}}

var transited = &schema{members: []member{
	{tag: 0, f: fTrType, is: isInt},
	{tag: 1, f: fTrContents, is: isOctets},
}}

var lastReq = &schema{group: fLastReqItem, members: []member{
	{tag: 0, f: fLrType, is: isInt},
	{tag: 1, f: fLrValue, is: isTime},
}}

func encKDCRep(group *dissect.Field, app uint8) *schema {
	return &schema{group: group, app: app, members: []member{
		{tag: 0, f: fKey, is: isSequence, of: encryptionKey},
		{tag: 1, f: fLastReq, is: isList, of: lastReq},
		{tag: 2, f: fNonce, is: isInt},
		{tag: 3, f: fKeyExpiration, is: isTime, optional: optional},
		{tag: 4, f: fFlags, is: isBits},
		{tag: 5, f: fAuthtime, is: isTime},
		{tag: 6, f: fStarttime, is: isTime, optional: optional},
		{tag: 7, f: fEndtime, is: isTime},
		{tag: 8, f: fRenewTill, is: isTime, optional: optional},
		{tag: 9, f: fSrealm, is: isText},
		{tag: 10, f: fSname, is: isSequence, of: name},
		{tag: 11, f: fCaddr, is: isList, of: address, optional: optional},
		{tag: 12, f: fEncryptedPaData, is: isPAData, optional: optional},
	}}
}

var checksum = &schema{members: []member{
	{tag: 0, f: fCksumtype, is: isInt, keep: slotChecksumType},
	{tag: 1, f: fChecksum, is: isChecksum, keep: slotChecksum},
}}

var plainChecksum = &schema{members: []member{
	{tag: 0, f: fCksumtype, is: isInt},
	{tag: 1, f: fChecksum, is: isOctets},
}}

// schemas are the messages by application tag.
var schemas = [32]*schema{
	tagTicket: ticket,
	tagASReq:  kdcReq(fASReq, tagASReq),
	tagTGSReq: kdcReq(fTGSReq, tagTGSReq),
	tagASRep:  kdcRep(fASRep, tagASRep),
	tagTGSRep: kdcRep(fTGSRep, tagTGSRep),
	tagAPReq: {group: fAPReq, app: tagAPReq, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgType, is: isInt},
		{tag: 2, f: fApOptions, is: isBits},
		{tag: 3, f: fTicket, is: isApplication, of: ticket},
		{tag: 4, f: fAuthenticator, is: isSequence, of: encrypted},
	}},
	tagAPRep: {group: fAPRep, app: tagAPRep, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgType, is: isInt},
		{tag: 2, f: fEncPart, is: isSequence, of: encrypted},
	}},
	tagError: {group: fKrbError, app: tagError, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgType, is: isInt},
		{tag: 2, f: fCtime, is: isTime, optional: optional},
		{tag: 3, f: fCusec, is: isInt, optional: optional},
		{tag: 4, f: fStime, is: isTime},
		{tag: 5, f: fSusec, is: isInt},
		{tag: 6, f: fErrorCode, is: isInt, keep: slotError},
		{tag: 7, f: fCrealm, is: isText, optional: optional},
		{tag: 8, f: fCname, is: isSequence, of: name, optional: optional, keep: slotCname},
		{tag: 9, f: fRealm, is: isText, keep: slotRealm},
		{tag: 10, f: fSname, is: isSequence, of: name, keep: slotSname},
		{tag: 11, f: fEText, is: isText, optional: optional},
		{tag: 12, f: fEData, is: isErrorData, optional: optional},
	}},
	tagSafe: {group: fKrbSafe, app: tagSafe, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgType, is: isInt},
		{tag: 2, f: fSafeBody, is: isSequence, of: &schema{members: []member{
			{tag: 0, f: fUserData, is: isOctets},
			{tag: 1, f: fTimestamp, is: isTime, optional: optional},
			{tag: 2, f: fUsec, is: isInt, optional: optional},
			{tag: 3, f: fSeqNumber, is: isInt, optional: optional},
			{tag: 4, f: fSAddress, is: isSequence, of: address},
			{tag: 5, f: fRAddress, is: isSequence, of: address, optional: optional},
		}}},
		{tag: 3, f: fCksum, is: isSequence, of: plainChecksum},
	}},
	tagPriv: {group: fKrbPriv, app: tagPriv, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgType, is: isInt},
		{tag: 3, f: fEncPart, is: isSequence, of: encrypted},
	}},
	tagCred: {group: fKrbCred, app: tagCred, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgType, is: isInt},
		{tag: 2, f: fTickets, is: isList, of: otherTicket},
		{tag: 3, f: fEncPart, is: isSequence, of: encrypted},
	}},
	tagEncTicketPart: {group: fEncTicketPart, app: tagEncTicketPart, members: []member{
		{tag: 0, f: fFlags, is: isBits},
		{tag: 1, f: fKey, is: isSequence, of: encryptionKey},
		{tag: 2, f: fCrealm, is: isText, keep: slotCrealm},
		{tag: 3, f: fCname, is: isSequence, of: name, keep: slotCname},
		{tag: 4, f: fTransited, is: isSequence, of: transited},
		{tag: 5, f: fAuthtime, is: isTime},
		{tag: 6, f: fStarttime, is: isTime, optional: optional},
		{tag: 7, f: fEndtime, is: isTime, keep: slotTime},
		{tag: 8, f: fRenewTill, is: isTime, optional: optional},
		{tag: 9, f: fCaddr, is: isList, of: address, optional: optional},
		{tag: 10, f: fAuthorizationData, is: isList, of: authData, optional: optional},
	}},
	tagAuthenticator: {group: fAuthenticatorPlain, app: tagAuthenticator, members: []member{
		{tag: 0, f: fAuthenticatorVno, is: isInt},
		{tag: 1, f: fCrealm, is: isText, keep: slotCrealm},
		{tag: 2, f: fCname, is: isSequence, of: name, keep: slotCname},
		{tag: 3, f: fCksum, is: isSequence, of: checksum, optional: optional},
		{tag: 4, f: fCusec, is: isInt},
		{tag: 5, f: fCtime, is: isTime},
		{tag: 6, f: fSubkey, is: isSequence, of: subkey, optional: optional},
		{tag: 7, f: fSeqNumber, is: isInt, optional: optional, keep: slotSeq},
		{tag: 8, f: fAuthorizationData, is: isList, of: authData, optional: optional},
	}},
	tagEncASRepPart:  encKDCRep(fEncASRepPart, tagEncASRepPart),
	tagEncTGSRepPart: encKDCRep(fEncTGSRepPart, tagEncTGSRepPart),
	tagEncAPRepPart: {group: fEncAPRepPart, app: tagEncAPRepPart, members: []member{
		{tag: 0, f: fCtime, is: isTime},
		{tag: 1, f: fCusec, is: isInt},
		{tag: 2, f: fSubkey, is: isSequence, of: subkey, optional: optional},
		{tag: 3, f: fSeqNumber, is: isInt, optional: optional, keep: slotSeq},
	}},
	tagEncKrbPrivPart: {group: fEncKrbPrivPart, app: tagEncKrbPrivPart, members: []member{
		{tag: 0, f: fUserData, is: isOctets},
		{tag: 1, f: fTimestamp, is: isTime, optional: optional},
		{tag: 2, f: fUsec, is: isInt, optional: optional},
		{tag: 3, f: fSeqNumber, is: isInt, optional: optional},
		{tag: 4, f: fSAddress, is: isSequence, of: address},
		{tag: 5, f: fRAddress, is: isSequence, of: address, optional: optional},
	}},
	tagEncKrbCredPart: {group: fEncKrbCredPart, app: tagEncKrbCredPart, members: []member{
		{tag: 0, f: fTicketInfo, is: isList, of: credInfo},
		{tag: 1, f: fNonce, is: isInt, optional: optional},
		{tag: 2, f: fTimestamp, is: isTime, optional: optional},
		{tag: 3, f: fUsec, is: isInt, optional: optional},
		{tag: 4, f: fSAddress, is: isSequence, of: address, optional: optional},
		{tag: 5, f: fRAddress, is: isSequence, of: address, optional: optional},
	}},
}

var credInfo = &schema{group: fKrbCredInfo, members: []member{
	{tag: 0, f: fKey, is: isSequence, of: encryptionKey},
	{tag: 1, f: fPrealm, is: isText, optional: optional},
	{tag: 2, f: fPname, is: isSequence, of: name, optional: optional},
	{tag: 3, f: fFlags, is: isBits, optional: optional},
	{tag: 4, f: fAuthtime, is: isTime, optional: optional},
	{tag: 5, f: fStarttime, is: isTime, optional: optional},
	{tag: 6, f: fEndtime, is: isTime, optional: optional},
	{tag: 7, f: fRenewTill, is: isTime, optional: optional},
	{tag: 8, f: fSrealm, is: isText, optional: optional},
	{tag: 9, f: fSname, is: isSequence, of: name, optional: optional},
	{tag: 10, f: fCaddr, is: isList, of: address, optional: optional},
}}

// Pre-authentication data, RFC 4120 5.2.7, MS-KILE 2.2.
var (
	etypeInfo2 = &schema{group: fEtypeInfo2Entry, members: []member{
		{tag: 0, f: fEtype, is: isInt},
		{tag: 1, f: fSalt, is: isText, optional: optional},
		{tag: 2, f: fS2kparams, is: isOctets, optional: optional},
	}}
	etypeInfo = &schema{group: fEtypeInfoEntry, members: []member{
		{tag: 0, f: fEtype, is: isInt},
		{tag: 1, f: fSalt, is: isOctets, optional: optional},
	}}
	pacRequest = &schema{group: fPacRequest, members: []member{
		{tag: 0, f: fIncludePac, is: isBool},
	}}
	forUser = &schema{group: fForUser, members: []member{
		{tag: 0, f: fUserName, is: isSequence, of: name},
		{tag: 1, f: fUserRealm, is: isText},
		{tag: 2, f: fCksum, is: isSequence, of: plainChecksum},
		{tag: 3, f: fAuthPackage, is: isText},
	}}
	// FAST, RFC 6113 5.4.2 and 5.4.3.
	fastReq = &schema{members: []member{
		{tag: 0, f: fArmor, is: isSequence, optional: optional, of: &schema{members: []member{
			{tag: 0, f: fArmorType, is: isInt},
			{tag: 1, f: fArmorValue, is: isArmor},
		}}},
		{tag: 1, f: fReqChecksum, is: isSequence, of: plainChecksum},
		{tag: 2, f: fEncFastReq, is: isSequence, of: encryptedOther},
	}}
	fastRep = &schema{members: []member{
		{tag: 0, f: fEncFastRep, is: isSequence, of: encryptedOther},
	}}
	armorAPReq = &schema{group: fAPReq, app: tagAPReq, members: []member{
		{tag: 0, f: fPvno, is: isInt},
		{tag: 1, f: fMsgTypeInside, is: isInt},
		{tag: 2, f: fApOptions, is: isBits},
		{tag: 3, f: fTicket, is: isApplication, of: otherTicket},
		{tag: 4, f: fAuthenticator, is: isSequence, of: encryptedOther},
	}}
	pacOptions = &schema{group: fPacOptions, members: []member{
		{tag: 0, f: fPacOptionFlags, is: isBits},
	}}
)
