package kerberos

import "github.com/radissect/radissect/dissect"

var (
	fHeader  = &dissect.Field{Name: "identifier and length", Spec: "X.690 8.1", Base: dissect.Bytes}
	fUnknown = &dissect.Field{Name: "message", Spec: "RFC 4120 5.10", Base: dissect.Bytes}
	fPadding = &dissect.Field{Name: "padding", Spec: "RFC 4120 5.10", Base: dissect.Bytes}
	fLength  = &dissect.Field{Name: "length", Spec: "RFC 4120 7.2.2"}
	fRecord  = &dissect.Field{Name: "message over TCP", Spec: "RFC 4120 7.2.2", Base: dissect.Group}

	fTicket             = &dissect.Field{Name: "Ticket", Spec: "RFC 4120 5.3", Base: dissect.Group}
	fASReq              = &dissect.Field{Name: "AS-REQ", Spec: "RFC 4120 5.4.1", Base: dissect.Group}
	fTGSReq             = &dissect.Field{Name: "TGS-REQ", Spec: "RFC 4120 5.4.1", Base: dissect.Group}
	fASRep              = &dissect.Field{Name: "AS-REP", Spec: "RFC 4120 5.4.2", Base: dissect.Group}
	fTGSRep             = &dissect.Field{Name: "TGS-REP", Spec: "RFC 4120 5.4.2", Base: dissect.Group}
	fAPReq              = &dissect.Field{Name: "AP-REQ", Spec: "RFC 4120 5.5.1", Base: dissect.Group}
	fAPRep              = &dissect.Field{Name: "AP-REP", Spec: "RFC 4120 5.5.2", Base: dissect.Group}
	fKrbError           = &dissect.Field{Name: "KRB-ERROR", Spec: "RFC 4120 5.9.1", Base: dissect.Group}
	fKrbSafe            = &dissect.Field{Name: "KRB-SAFE", Spec: "RFC 4120 5.6.1", Base: dissect.Group}
	fKrbPriv            = &dissect.Field{Name: "KRB-PRIV", Spec: "RFC 4120 5.7.1", Base: dissect.Group}
	fKrbCred            = &dissect.Field{Name: "KRB-CRED", Spec: "RFC 4120 5.8.1", Base: dissect.Group}
	fEncTicketPart      = &dissect.Field{Name: "EncTicketPart", Spec: "RFC 4120 5.3", Base: dissect.Group}
	fAuthenticatorPlain = &dissect.Field{Name: "Authenticator", Spec: "RFC 4120 5.5.1", Base: dissect.Group}
	fEncASRepPart       = &dissect.Field{Name: "EncASRepPart", Spec: "RFC 4120 5.4.2", Base: dissect.Group}
	fEncTGSRepPart      = &dissect.Field{Name: "EncTGSRepPart", Spec: "RFC 4120 5.4.2", Base: dissect.Group}
	fEncAPRepPart       = &dissect.Field{Name: "EncAPRepPart", Spec: "RFC 4120 5.5.2", Base: dissect.Group}
	fEncKrbPrivPart     = &dissect.Field{Name: "EncKrbPrivPart", Spec: "RFC 4120 5.7.1", Base: dissect.Group}
	fEncKrbCredPart     = &dissect.Field{Name: "EncKrbCredPart", Spec: "RFC 4120 5.8.1", Base: dissect.Group}
	fKrbCredInfo        = &dissect.Field{Name: "KrbCredInfo", Spec: "RFC 4120 5.8.1", Base: dissect.Group}

	fPvno          = &dissect.Field{Name: "pvno", Spec: "RFC 4120 5.4.1"}
	fMsgType       = &dissect.Field{Name: "msg-type", Spec: "RFC 4120 5.10", Names: msgTypeNames}
	fMsgTypeInside = &dissect.Field{Name: "msg-type", Spec: "RFC 4120 5.10", Names: msgTypeNames}
	fTktVno        = &dissect.Field{Name: "tkt-vno", Spec: "RFC 4120 5.3"}
	fRealm         = &dissect.Field{Name: "realm", Spec: "RFC 4120 5.2.2", Base: dissect.Text}
	fCrealm        = &dissect.Field{Name: "crealm", Spec: "RFC 4120 5.3", Base: dissect.Text}
	fSrealm        = &dissect.Field{Name: "srealm", Spec: "RFC 4120 5.4.2", Base: dissect.Text}
	fPrealm        = &dissect.Field{Name: "prealm", Spec: "RFC 4120 5.8.1", Base: dissect.Text}
	fName          = &dissect.Field{Name: "PrincipalName", Spec: "RFC 4120 5.2.2", Base: dissect.Group}
	fCname         = &dissect.Field{Name: "cname", Spec: "RFC 4120 5.3", Base: dissect.Group}
	fSname         = &dissect.Field{Name: "sname", Spec: "RFC 4120 5.3", Base: dissect.Group}
	fPname         = &dissect.Field{Name: "pname", Spec: "RFC 4120 5.8.1", Base: dissect.Group}
	fUserName      = &dissect.Field{Name: "userName", Spec: "MS-SFU 2.2.1", Base: dissect.Group}
	fNameType      = &dissect.Field{Name: "name-type", Spec: "RFC 4120 6.2", Base: dissect.Int, Names: nameTypeNames}
	fNameString    = &dissect.Field{Name: "name-string", Spec: "RFC 4120 5.2.2", Base: dissect.Group}
	fNamePart      = &dissect.Field{Name: "KerberosString", Spec: "RFC 4120 5.2.1", Base: dissect.Text}
	fEncPart       = &dissect.Field{Name: "enc-part", Spec: "RFC 4120 5.3", Base: dissect.Group}
	fEncryptedData = &dissect.Field{Name: "EncryptedData", Spec: "RFC 4120 5.2.9", Base: dissect.Group}
	fEtype         = &dissect.Field{Name: "etype", Spec: "RFC 4120 5.2.9", Base: dissect.Int, Names: etypeNames}
	fKvno          = &dissect.Field{Name: "kvno", Spec: "RFC 4120 5.2.9"}
	fCipher        = &dissect.Field{Name: "cipher", Spec: "RFC 4120 5.2.9", Base: dissect.Bytes}

	fReqBody              = &dissect.Field{Name: "req-body", Spec: "RFC 4120 5.4.1", Base: dissect.Group}
	fKdcOptions           = &dissect.Field{Name: "kdc-options", Spec: "RFC 4120 5.4.1", Base: dissect.Hex, Names: kdcOptionNames}
	fFrom                 = &dissect.Field{Name: "from", Spec: "RFC 4120 5.4.1", Base: dissect.Text}
	fTill                 = &dissect.Field{Name: "till", Spec: "RFC 4120 5.4.1", Base: dissect.Text}
	fRtime                = &dissect.Field{Name: "rtime", Spec: "RFC 4120 5.4.1", Base: dissect.Text}
	fNonce                = &dissect.Field{Name: "nonce", Spec: "RFC 4120 5.4.1"}
	fEtypes               = &dissect.Field{Name: "etype", Spec: "RFC 4120 5.4.1", Base: dissect.Group}
	fAddresses            = &dissect.Field{Name: "addresses", Spec: "RFC 4120 5.4.1", Base: dissect.Group}
	fHostAddress          = &dissect.Field{Name: "HostAddress", Spec: "RFC 4120 5.2.5", Base: dissect.Group}
	fAddrType             = &dissect.Field{Name: "addr-type", Spec: "RFC 4120 7.5.3", Base: dissect.Int, Names: addrTypeNames}
	fAddress              = &dissect.Field{Name: "address", Spec: "RFC 4120 5.2.5", Base: dissect.Bytes}
	fEncAuthorizationData = &dissect.Field{Name: "enc-authorization-data", Spec: "RFC 4120 5.4.1", Base: dissect.Group}
	fAdditionalTickets    = &dissect.Field{Name: "additional-tickets", Spec: "RFC 4120 5.4.1", Base: dissect.Group}

	fPaData            = &dissect.Field{Name: "padata", Spec: "RFC 4120 5.4.1", Base: dissect.Group}
	fPaDataItem        = &dissect.Field{Name: "PA-DATA", Spec: "RFC 4120 5.2.7", Base: dissect.Group}
	fPaDataType        = &dissect.Field{Name: "padata-type", Spec: "RFC 4120 7.5.2", Base: dissect.Int, Names: paNames}
	fPaDataValue       = &dissect.Field{Name: "padata-value", Spec: "RFC 4120 5.2.7", Base: dissect.Bytes}
	fPaDataValueGroup  = &dissect.Field{Name: "padata-value", Spec: "RFC 4120 5.2.7", Base: dissect.Group}
	fEncTimestamp      = &dissect.Field{Name: "PA-ENC-TIMESTAMP", Spec: "RFC 4120 5.2.7.2", Base: dissect.Group}
	fEtypeInfo2        = &dissect.Field{Name: "ETYPE-INFO2", Spec: "RFC 4120 5.2.7.5", Base: dissect.Group}
	fEtypeInfo2Entry   = &dissect.Field{Name: "ETYPE-INFO2-ENTRY", Spec: "RFC 4120 5.2.7.5", Base: dissect.Group}
	fEtypeInfo         = &dissect.Field{Name: "ETYPE-INFO", Spec: "RFC 4120 5.2.7.4", Base: dissect.Group}
	fEtypeInfoEntry    = &dissect.Field{Name: "ETYPE-INFO-ENTRY", Spec: "RFC 4120 5.2.7.4", Base: dissect.Group}
	fSalt              = &dissect.Field{Name: "salt", Spec: "RFC 4120 5.2.7.5", Base: dissect.Text}
	fS2kparams         = &dissect.Field{Name: "s2kparams", Spec: "RFC 4120 5.2.7.5", Base: dissect.Bytes}
	fPacRequest        = &dissect.Field{Name: "KERB-PA-PAC-REQUEST", Spec: "MS-KILE 2.2.3", Base: dissect.Group}
	fIncludePac        = &dissect.Field{Name: "include-pac", Spec: "MS-KILE 2.2.3", Names: boolNames}
	fForUser           = &dissect.Field{Name: "PA-FOR-USER", Spec: "MS-SFU 2.2.1", Base: dissect.Group}
	fUserRealm         = &dissect.Field{Name: "userRealm", Spec: "MS-SFU 2.2.1", Base: dissect.Text}
	fAuthPackage       = &dissect.Field{Name: "auth-package", Spec: "MS-SFU 2.2.1", Base: dissect.Text}
	fPacOptions        = &dissect.Field{Name: "PA-PAC-OPTIONS", Spec: "MS-KILE 2.2.10", Base: dissect.Group}
	fPacOptionFlags    = &dissect.Field{Name: "flags", Spec: "MS-KILE 2.2.10", Base: dissect.Hex}
	fSupportedEnctypes = &dissect.Field{Name: "PA-SUPPORTED-ENCTYPES", Spec: "MS-KILE 2.2.8", Base: dissect.Hex, Names: supportedNames}
	fArmoredData       = &dissect.Field{Name: "armored-data", Spec: "RFC 6113 5.4.2", Base: dissect.Group}
	fArmor             = &dissect.Field{Name: "armor", Spec: "RFC 6113 5.4.1", Base: dissect.Group}
	fArmorType         = &dissect.Field{Name: "armor-type", Spec: "RFC 6113 5.4.1", Base: dissect.Int}
	fArmorValue        = &dissect.Field{Name: "armor-value", Spec: "RFC 6113 5.4.1", Base: dissect.Bytes}
	fArmorValueGroup   = &dissect.Field{Name: "armor-value", Spec: "RFC 6113 5.4.1", Base: dissect.Group}
	fReqChecksum       = &dissect.Field{Name: "req-checksum", Spec: "RFC 6113 5.4.2", Base: dissect.Group}
	fEncFastReq        = &dissect.Field{Name: "enc-fast-req", Spec: "RFC 6113 5.4.2", Base: dissect.Group}
	fEncFastRep        = &dissect.Field{Name: "enc-fast-rep", Spec: "RFC 6113 5.4.3", Base: dissect.Group}
	fMethodData        = &dissect.Field{Name: "METHOD-DATA", Spec: "RFC 4120 5.9.1", Base: dissect.Group}

	fApOptions        = &dissect.Field{Name: "ap-options", Spec: "RFC 4120 5.5.1", Base: dissect.Hex, Names: apOptionNames}
	fAuthenticator    = &dissect.Field{Name: "authenticator", Spec: "RFC 4120 5.5.1", Base: dissect.Group}
	fAuthenticatorVno = &dissect.Field{Name: "authenticator-vno", Spec: "RFC 4120 5.5.1"}
	fCksum            = &dissect.Field{Name: "cksum", Spec: "RFC 4120 5.5.1", Base: dissect.Group}
	fCksumtype        = &dissect.Field{Name: "cksumtype", Spec: "RFC 4120 5.2.9", Base: dissect.Int, Names: cksumNames}
	fChecksum         = &dissect.Field{Name: "checksum", Spec: "RFC 4120 5.2.9", Base: dissect.Bytes}
	fCtime            = &dissect.Field{Name: "ctime", Spec: "RFC 4120 5.9.1", Base: dissect.Text}
	fStime            = &dissect.Field{Name: "stime", Spec: "RFC 4120 5.9.1", Base: dissect.Text}
	fCusec            = &dissect.Field{Name: "cusec", Spec: "RFC 4120 5.2.4"}
	fSusec            = &dissect.Field{Name: "susec", Spec: "RFC 4120 5.2.4"}
	fUsec             = &dissect.Field{Name: "usec", Spec: "RFC 4120 5.2.4"}
	fPausec           = &dissect.Field{Name: "pausec", Spec: "RFC 4120 5.2.4"}
	fSubkey           = &dissect.Field{Name: "subkey", Spec: "RFC 4120 5.5.1", Base: dissect.Group}
	fSeqNumber        = &dissect.Field{Name: "seq-number", Spec: "RFC 4120 5.5.1"}
	fKey              = &dissect.Field{Name: "key", Spec: "RFC 4120 5.2.9", Base: dissect.Group}
	fKeyType          = &dissect.Field{Name: "keytype", Spec: "RFC 4120 5.2.9", Base: dissect.Int, Names: etypeNames}
	fKeyValue         = &dissect.Field{Name: "keyvalue", Spec: "RFC 4120 5.2.9", Base: dissect.Bytes, Secret: true}

	fFlags                 = &dissect.Field{Name: "flags", Spec: "RFC 4120 5.3", Base: dissect.Hex, Names: ticketFlagNames}
	fTransited             = &dissect.Field{Name: "transited", Spec: "RFC 4120 5.3", Base: dissect.Group}
	fTrType                = &dissect.Field{Name: "tr-type", Spec: "RFC 4120 5.3", Base: dissect.Int}
	fTrContents            = &dissect.Field{Name: "contents", Spec: "RFC 4120 5.3", Base: dissect.Bytes}
	fAuthtime              = &dissect.Field{Name: "authtime", Spec: "RFC 4120 5.3", Base: dissect.Text}
	fStarttime             = &dissect.Field{Name: "starttime", Spec: "RFC 4120 5.3", Base: dissect.Text}
	fEndtime               = &dissect.Field{Name: "endtime", Spec: "RFC 4120 5.3", Base: dissect.Text}
	fRenewTill             = &dissect.Field{Name: "renew-till", Spec: "RFC 4120 5.3", Base: dissect.Text}
	fCaddr                 = &dissect.Field{Name: "caddr", Spec: "RFC 4120 5.3", Base: dissect.Group}
	fAuthorizationData     = &dissect.Field{Name: "authorization-data", Spec: "RFC 4120 5.2.6", Base: dissect.Group}
	fAuthorizationDataItem = &dissect.Field{Name: "AuthorizationData", Spec: "RFC 4120 5.2.6", Base: dissect.Group}
	fAdType                = &dissect.Field{Name: "ad-type", Spec: "RFC 4120 7.5.4", Base: dissect.Int, Names: adNames}
	fAdData                = &dissect.Field{Name: "ad-data", Spec: "RFC 4120 5.2.6", Base: dissect.Bytes}
	fLastReq               = &dissect.Field{Name: "last-req", Spec: "RFC 4120 5.4.2", Base: dissect.Group}
	fLastReqItem           = &dissect.Field{Name: "LastReq", Spec: "RFC 4120 5.4.2", Base: dissect.Group}
	fLrType                = &dissect.Field{Name: "lr-type", Spec: "RFC 4120 5.4.2", Base: dissect.Int}
	fLrValue               = &dissect.Field{Name: "lr-value", Spec: "RFC 4120 5.4.2", Base: dissect.Text}
	fKeyExpiration         = &dissect.Field{Name: "key-expiration", Spec: "RFC 4120 5.4.2", Base: dissect.Text}
	fEncryptedPaData       = &dissect.Field{Name: "encrypted-pa-data", Spec: "RFC 6806 11", Base: dissect.Group}
	fErrorCode             = &dissect.Field{Name: "error-code", Spec: "RFC 4120 7.5.9", Base: dissect.Int, Names: errorNames}
	fEText                 = &dissect.Field{Name: "e-text", Spec: "RFC 4120 5.9.1", Base: dissect.Text}
	fEData                 = &dissect.Field{Name: "e-data", Spec: "RFC 4120 5.9.1", Base: dissect.Bytes}
	fEDataGroup            = &dissect.Field{Name: "e-data", Spec: "RFC 4120 5.9.1", Base: dissect.Group}
	fSafeBody              = &dissect.Field{Name: "safe-body", Spec: "RFC 4120 5.6.1", Base: dissect.Group}
	fUserData              = &dissect.Field{Name: "user-data", Spec: "RFC 4120 5.6.1", Base: dissect.Bytes}
	fTimestamp             = &dissect.Field{Name: "timestamp", Spec: "RFC 4120 5.6.1", Base: dissect.Text}
	fSAddress              = &dissect.Field{Name: "s-address", Spec: "RFC 4120 5.6.1", Base: dissect.Group}
	fRAddress              = &dissect.Field{Name: "r-address", Spec: "RFC 4120 5.6.1", Base: dissect.Group}
	fTickets               = &dissect.Field{Name: "tickets", Spec: "RFC 4120 5.8.1", Base: dissect.Group}
	fTicketInfo            = &dissect.Field{Name: "ticket-info", Spec: "RFC 4120 5.8.1", Base: dissect.Group}

	fToken        = &dissect.Field{Name: "InitialContextToken", Spec: "RFC 2743 3.1", Base: dissect.Group}
	fThisMech     = &dissect.Field{Name: "thisMech", Spec: "RFC 2743 3.1", Base: dissect.Bytes}
	fMech         = &dissect.Field{Name: "mechanism", Spec: "RFC 4121 4.1", Names: mechNames}
	fTokID        = &dissect.Field{Name: "TOK_ID", Spec: "RFC 4121 4.1", Base: dissect.Hex, Names: tokenNames}
	fTGTReq       = &dissect.Field{Name: "KERB-TGT-REQUEST", Spec: "draft-swift-win2k-krb-user2user-03 3", Base: dissect.Group}
	fTGTRep       = &dissect.Field{Name: "KERB-TGT-REPLY", Spec: "draft-swift-win2k-krb-user2user-03 3", Base: dissect.Group}
	fServerName   = &dissect.Field{Name: "server-name", Spec: "draft-swift-win2k-krb-user2user-03 3", Base: dissect.Group}
	fTokenFlags   = &dissect.Field{Name: "Flags", Spec: "RFC 4121 4.2.2", Base: dissect.Hex, Names: tokenFlagNames}
	fFiller       = &dissect.Field{Name: "Filler", Spec: "RFC 4121 4.2.6", Base: dissect.Hex}
	fEC           = &dissect.Field{Name: "EC", Spec: "RFC 4121 4.2.3"}
	fRRC          = &dissect.Field{Name: "RRC", Spec: "RFC 4121 4.2.5"}
	fSndSeq       = &dissect.Field{Name: "SND_SEQ", Spec: "RFC 4121 4.2.6"}
	fData         = &dissect.Field{Name: "Data", Spec: "RFC 4121 4.2.6.2", Base: dissect.Bytes}
	fSgnCksum     = &dissect.Field{Name: "SGN_CKSUM", Spec: "RFC 4121 4.2.6.1", Base: dissect.Bytes}
	fSgnAlg       = &dissect.Field{Name: "SGN_ALG", Spec: "RFC 4757 7.2", Base: dissect.Hex}
	fSealAlg      = &dissect.Field{Name: "SEAL_ALG", Spec: "RFC 4757 7.3", Base: dissect.Hex}
	fSndSeqSealed = &dissect.Field{Name: "SND_SEQ", Spec: "RFC 4757 7.2", Base: dissect.Bytes}
	fConfounder   = &dissect.Field{Name: "Confounder", Spec: "RFC 4757 7.3", Base: dissect.Bytes}
	fGSSChecksum  = &dissect.Field{Name: "checksum", Spec: "RFC 4121 4.1.1", Base: dissect.Group}
	fLgth         = &dissect.Field{Name: "Lgth", Spec: "RFC 4121 4.1.1"}
	fBnd          = &dissect.Field{Name: "Bnd", Spec: "RFC 4121 4.1.1", Base: dissect.Bytes}
	fGSSFlags     = &dissect.Field{Name: "Flags", Spec: "RFC 4121 4.1.1.1", Base: dissect.Hex, Names: gssFlagNames}
	fDlgOpt       = &dissect.Field{Name: "DlgOpt", Spec: "RFC 4121 4.1.1"}
	fDlgth        = &dissect.Field{Name: "Dlgth", Spec: "RFC 4121 4.1.1"}
	fDeleg        = &dissect.Field{Name: "Deleg", Spec: "RFC 4121 4.1.1", Base: dissect.Group}
	fExts         = &dissect.Field{Name: "Exts", Spec: "RFC 4121 4.1.1", Base: dissect.Bytes}
)

var (
	kindTicket         = &dissect.Kind{Name: "Ticket", Spec: "RFC 4120 5.3"}
	kindASReq          = &dissect.Kind{Name: "AS-REQ", Spec: "RFC 4120 5.4.1"}
	kindASRep          = &dissect.Kind{Name: "AS-REP", Spec: "RFC 4120 5.4.2"}
	kindTGSReq         = &dissect.Kind{Name: "TGS-REQ", Spec: "RFC 4120 5.4.1"}
	kindTGSRep         = &dissect.Kind{Name: "TGS-REP", Spec: "RFC 4120 5.4.2"}
	kindAPReq          = &dissect.Kind{Name: "AP-REQ", Spec: "RFC 4120 5.5.1"}
	kindAPRep          = &dissect.Kind{Name: "AP-REP", Spec: "RFC 4120 5.5.2"}
	kindSafe           = &dissect.Kind{Name: "KRB-SAFE", Spec: "RFC 4120 5.6.1"}
	kindPriv           = &dissect.Kind{Name: "KRB-PRIV", Spec: "RFC 4120 5.7.1"}
	kindCred           = &dissect.Kind{Name: "KRB-CRED", Spec: "RFC 4120 5.8.1"}
	kindError          = &dissect.Kind{Name: "KRB-ERROR", Spec: "RFC 4120 5.9.1"}
	kindEncTicketPart  = &dissect.Kind{Name: "EncTicketPart", Spec: "RFC 4120 5.3"}
	kindAuthenticator  = &dissect.Kind{Name: "Authenticator", Spec: "RFC 4120 5.5.1"}
	kindEncASRepPart   = &dissect.Kind{Name: "EncASRepPart", Spec: "RFC 4120 5.4.2"}
	kindEncTGSRepPart  = &dissect.Kind{Name: "EncTGSRepPart", Spec: "RFC 4120 5.4.2"}
	kindEncAPRepPart   = &dissect.Kind{Name: "EncAPRepPart", Spec: "RFC 4120 5.5.2"}
	kindEncKrbPrivPart = &dissect.Kind{Name: "EncKrbPrivPart", Spec: "RFC 4120 5.7.1"}
	kindEncKrbCredPart = &dissect.Kind{Name: "EncKrbCredPart", Spec: "RFC 4120 5.8.1"}
	kindTGTReq         = &dissect.Kind{Name: "KERB-TGT-REQUEST", Spec: "draft-swift-win2k-krb-user2user-03 3"}
	kindTGTRep         = &dissect.Kind{Name: "KERB-TGT-REPLY", Spec: "draft-swift-win2k-krb-user2user-03 3"}
	kindWrap           = &dissect.Kind{Name: "Wrap token", Spec: "RFC 4121 4.2.6.2"}
	kindMIC            = &dissect.Kind{Name: "MIC token", Spec: "RFC 4121 4.2.6.1"}
	kindToken          = &dissect.Kind{Name: "GSS-API token", Spec: "RFC 4121 4.1"}
)

// kinds are the messages by application tag.
var kinds = [32]*dissect.Kind{
	tagTicket:         kindTicket,
	tagASReq:          kindASReq,
	tagASRep:          kindASRep,
	tagTGSReq:         kindTGSReq,
	tagTGSRep:         kindTGSRep,
	tagAPReq:          kindAPReq,
	tagAPRep:          kindAPRep,
	tagSafe:           kindSafe,
	tagPriv:           kindPriv,
	tagCred:           kindCred,
	tagError:          kindError,
	tagEncTicketPart:  kindEncTicketPart,
	tagAuthenticator:  kindAuthenticator,
	tagEncASRepPart:   kindEncASRepPart,
	tagEncTGSRepPart:  kindEncTGSRepPart,
	tagEncAPRepPart:   kindEncAPRepPart,
	tagEncKrbPrivPart: kindEncKrbPrivPart,
	tagEncKrbCredPart: kindEncKrbCredPart,
}
