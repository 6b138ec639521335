package kerberos

import (
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
)

func values(v map[uint64]string) *dissect.Names { return &dissect.Names{Values: v} }

// flags32 are the names of KerberosFlags, first bit highest, RFC 4120 5.2.8.
func flags32(names map[uint]string) *dissect.Names {
	n := &dissect.Names{}
	for bit := range uint(32) {
		if name := names[bit]; name != "" {
			n.Bits = append(n.Bits, dissect.Bit{Mask: 1 << (31 - bit), Name: name})
		}
	}
	return n
}

var msgTypeNames = values(map[uint64]string{
	tagASReq: "AS-REQ", tagASRep: "AS-REP", tagTGSReq: "TGS-REQ", tagTGSRep: "TGS-REP", tagAPReq: "AP-REQ",
	tagAPRep: "AP-REP", 16: "KRB-TGT-REQ", 17: "KRB-TGT-REP", tagSafe: "KRB-SAFE", tagPriv: "KRB-PRIV", tagCred: "KRB-CRED", tagError: "KRB-ERROR",
})

// nameTypeNames are of RFC 4120 6.2 and RFC 6806 5.
var nameTypeNames = values(map[uint64]string{
	0: "NT-UNKNOWN", 1: "NT-PRINCIPAL", 2: "NT-SRV-INST", 3: "NT-SRV-HST", 4: "NT-SRV-XHST", 5: "NT-UID",
	6: "NT-X500-PRINCIPAL", 7: "NT-SMTP-NAME", 10: "NT-ENTERPRISE", 11: "NT-WELLKNOWN",
})

// etypeNames are of RFC 3961 8, RFC 4757, RFC 8009, RFC 6803; negative ones of
// Windows are local (MS-KILE 3.1.5.2) and given as the byte they are sent in.
var etypeNames = values(map[uint64]string{
	0: "null", 1: "des-cbc-crc", 2: "des-cbc-md4", 3: "des-cbc-md5", 5: "des3-cbc-md5", 7: "des3-cbc-sha1",
	16: "des3-cbc-sha1-kd", AES128SHA1: "aes128-cts-hmac-sha1-96", AES256SHA1: "aes256-cts-hmac-sha1-96",
	AES128SHA2: "aes128-cts-hmac-sha256-128", AES256SHA2: "aes256-cts-hmac-sha384-192", RC4HMAC: "rc4-hmac", 24: "rc4-hmac-exp",
	25: "camellia128-cts-cmac", 26: "camellia256-cts-cmac",
})

var cksumNames = values(map[uint64]string{
	1: "CRC32", 7: "rsa-md5", 8: "rsa-md5-des", 12: "hmac-sha1-des3-kd", 15: "hmac-sha1-96-aes128", 16: "hmac-sha1-96-aes256",
	19: "hmac-sha256-128-aes128", 20: "hmac-sha384-192-aes256", checksumGSS: "GSS-API (RFC 4121 4.1.1)",
})

var addrTypeNames = values(map[uint64]string{2: "IPv4", 3: "Directional", 20: "NetBIOS", 24: "IPv6"})

var boolNames = values(map[uint64]string{0: "FALSE", 1: "TRUE", 255: "TRUE"})

// paNames are of RFC 4120 7.5.2, RFC 6113 7, RFC 4556 3.1.3 and MS-KILE 2.2.
var paNames = values(map[uint64]string{
	paTGSReq: "PA-TGS-REQ", paEncTimestamp: "PA-ENC-TIMESTAMP", 3: "PA-PW-SALT", paEtypeInfo: "PA-ETYPE-INFO",
	paPKASReqOld: "PA-PK-AS-REQ_OLD", 15: "PA-PK-AS-REP_OLD", paPKASReq: "PA-PK-AS-REQ", 17: "PA-PK-AS-REP",
	paEtypeInfo2: "PA-ETYPE-INFO2", 20: "PA-SVR-REFERRAL-INFO", paPacRequest: "PA-PAC-REQUEST", paForUser: "PA-FOR-USER",
	130: "PA-FOR-X509-USER", 133: "PA-FX-COOKIE", paFxFast: "PA-FX-FAST", 137: "PA-FX-ERROR", paEncChallenge: "PA-ENCRYPTED-CHALLENGE",
	147: "PA-PKINIT-KX", 149: "PA-REQ-ENC-PA-REP", 150: "PA-AS-FRESHNESS", paSupported: "PA-SUPPORTED-ENCTYPES", paPacOptions: "PA-PAC-OPTIONS",
})

// adNames are of RFC 4120 7.5.4 and MS-KILE 2.2.
var adNames = values(map[uint64]string{
	1: "AD-IF-RELEVANT", 4: "AD-KDCIssued", 5: "AD-AND-OR", 8: "AD-MANDATORY-FOR-KDC", 64: "AD-OSF-DCE", 71: "AD-FX-ARMOR",
	128: "AD-WIN2K-PAC", 129: "AD-ETYPE-NEGOTIATION", 141: "KERB-AUTH-DATA-TOKEN-RESTRICTIONS", 142: "KERB-LOCAL", 143: "AD-AUTH-DATA-AP-OPTIONS",
})

var apOptionNames = flags32(map[uint]string{1: "use-session-key", 2: "mutual-required"})

var kdcOptionNames = flags32(map[uint]string{
	1: "forwardable", 2: "forwarded", 3: "proxiable", 4: "proxy", 5: "allow-postdate", 6: "postdated", 8: "renewable",
	11: "opt-hardware-auth", 14: "cname-in-addl-tkt", 15: "canonicalize", 16: "request-anonymous", 26: "disable-transited-check", 27: "renewable-ok", 28: "enc-tkt-in-skey",
	30: "renew", 31: "validate",
})

var ticketFlagNames = flags32(map[uint]string{
	1: "forwardable", 2: "forwarded", 3: "proxiable", 4: "proxy", 5: "may-postdate", 6: "postdated", 7: "invalid", 8: "renewable",
	9: "initial", 10: "pre-authent", 11: "hw-authent", 12: "transited-policy-checked", 13: "ok-as-delegate", 15: "enc-pa-rep", 16: "anonymous",
})

// supportedNames are the bits of MS-KILE 2.2.7.
var supportedNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x01, Name: "DES-CBC-CRC"}, {Mask: 0x02, Name: "DES-CBC-MD5"}, {Mask: 0x04, Name: "RC4-HMAC"},
	{Mask: 0x08, Name: "AES128-CTS-HMAC-SHA1-96"}, {Mask: 0x10, Name: "AES256-CTS-HMAC-SHA1-96"}, {Mask: 0x20, Name: "AES256-CTS-HMAC-SHA1-96-SK"},
	{Mask: 0x10000, Name: "FAST-supported"}, {Mask: 0x20000, Name: "Compound-identity-supported"}, {Mask: 0x40000, Name: "Claims-supported"},
	{Mask: 0x80000, Name: "Resource-SID-compression-disabled"},
}}

var mechNames = values(map[uint64]string{
	uint64(spnego.Kerberos): "Kerberos", uint64(spnego.MSKerberos): "Kerberos (Microsoft identifier)", uint64(spnego.UserToUser): "Kerberos user to user",
})

var tokenNames = values(map[uint64]string{
	tokAPReq: "KRB_AP_REQ", tokAPRep: "KRB_AP_REP", tokError: "KRB_ERROR", tokTGTReq: "KERB-TGT-REQUEST", tokTGTRep: "KERB-TGT-REPLY",
	tokRC4MIC: "MIC (RFC 4757)", tokRC4Wrap: "Wrap (RFC 4757)", tokRC4Delete: "Delete (RFC 1964)", tokMIC: "MIC", tokWrap: "Wrap", tokDelete: "Delete",
})

var tokenFlagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: flagSentByAcceptor, Name: "SentByAcceptor"}, {Mask: flagSealed, Name: "Sealed"}, {Mask: flagAcceptorSubkey, Name: "AcceptorSubkey"},
}}

// gssFlagNames are of RFC 4121 4.1.1.1 and, above 0x800, of RFC 4757 7.1.
var gssFlagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: gssDelegation, Name: "GSS_C_DELEG_FLAG"}, {Mask: 2, Name: "GSS_C_MUTUAL_FLAG"}, {Mask: 4, Name: "GSS_C_REPLAY_FLAG"},
	{Mask: 8, Name: "GSS_C_SEQUENCE_FLAG"}, {Mask: 16, Name: "GSS_C_CONF_FLAG"}, {Mask: 32, Name: "GSS_C_INTEG_FLAG"},
	{Mask: 0x1000, Name: "GSS_C_DCE_STYLE"}, {Mask: 0x2000, Name: "GSS_C_IDENTIFY_FLAG"}, {Mask: 0x4000, Name: "GSS_C_EXTENDED_ERROR_FLAG"},
}}

// errorNames are of RFC 4120 7.5.9.
var errorNames = values(map[uint64]string{
	0: "KDC_ERR_NONE", 1: "KDC_ERR_NAME_EXP", 2: "KDC_ERR_SERVICE_EXP", 3: "KDC_ERR_BAD_PVNO", 4: "KDC_ERR_C_OLD_MAST_KVNO", 5: "KDC_ERR_S_OLD_MAST_KVNO",
	6: "KDC_ERR_C_PRINCIPAL_UNKNOWN", 7: "KDC_ERR_S_PRINCIPAL_UNKNOWN", 8: "KDC_ERR_PRINCIPAL_NOT_UNIQUE", 9: "KDC_ERR_NULL_KEY", 10: "KDC_ERR_CANNOT_POSTDATE",
	11: "KDC_ERR_NEVER_VALID", 12: "KDC_ERR_POLICY", 13: "KDC_ERR_BADOPTION", 14: "KDC_ERR_ETYPE_NOSUPP", 15: "KDC_ERR_SUMTYPE_NOSUPP",
	16: "KDC_ERR_PADATA_TYPE_NOSUPP", 17: "KDC_ERR_TRTYPE_NOSUPP", 18: "KDC_ERR_CLIENT_REVOKED", 19: "KDC_ERR_SERVICE_REVOKED", 20: "KDC_ERR_TGT_REVOKED",
	21: "KDC_ERR_CLIENT_NOTYET", 22: "KDC_ERR_SERVICE_NOTYET", 23: "KDC_ERR_KEY_EXPIRED", errPreauthFailed: "KDC_ERR_PREAUTH_FAILED", errPreauthRequired: "KDC_ERR_PREAUTH_REQUIRED",
	26: "KDC_ERR_SERVER_NOMATCH", 27: "KDC_ERR_MUST_USE_USER2USER", 28: "KDC_ERR_PATH_NOT_ACCEPTED", 29: "KDC_ERR_SVC_UNAVAILABLE",
	31: "KRB_AP_ERR_BAD_INTEGRITY", 32: "KRB_AP_ERR_TKT_EXPIRED", 33: "KRB_AP_ERR_TKT_NYV", 34: "KRB_AP_ERR_REPEAT", 35: "KRB_AP_ERR_NOT_US", 36: "KRB_AP_ERR_BADMATCH",
	37: "KRB_AP_ERR_SKEW", 38: "KRB_AP_ERR_BADADDR", 39: "KRB_AP_ERR_BADVERSION", 40: "KRB_AP_ERR_MSG_TYPE", 41: "KRB_AP_ERR_MODIFIED", 42: "KRB_AP_ERR_BADORDER",
	44: "KRB_AP_ERR_BADKEYVER", 45: "KRB_AP_ERR_NOKEY", 46: "KRB_AP_ERR_MUT_FAIL", 47: "KRB_AP_ERR_BADDIRECTION", 48: "KRB_AP_ERR_METHOD", 49: "KRB_AP_ERR_BADSEQ",
	50: "KRB_AP_ERR_INAPP_CKSUM", 51: "KRB_AP_PATH_NOT_ACCEPTED", 52: "KRB_ERR_RESPONSE_TOO_BIG", 60: "KRB_ERR_GENERIC", 61: "KRB_ERR_FIELD_TOOLONG",
	62: "KDC_ERR_CLIENT_NOT_TRUSTED", 63: "KDC_ERR_KDC_NOT_TRUSTED", 64: "KDC_ERR_INVALID_SIG", 65: "KDC_ERR_KEY_TOO_WEAK", 66: "KDC_ERR_CERTIFICATE_MISMATCH",
	67: "KRB_AP_ERR_NO_TGT", 68: "KDC_ERR_WRONG_REALM", 69: "KRB_AP_ERR_USER_TO_USER_REQUIRED", 70: "KDC_ERR_CANT_VERIFY_CERTIFICATE", 71: "KDC_ERR_INVALID_CERTIFICATE",
	72: "KDC_ERR_REVOKED_CERTIFICATE", 73: "KDC_ERR_REVOCATION_STATUS_UNKNOWN", 75: "KDC_ERR_CLIENT_NAME_MISMATCH", 76: "KDC_ERR_KDC_NAME_MISMATCH", errMorePreauth: "KDC_ERR_MORE_PREAUTH_DATA_REQUIRED",
})
