package tls

import "github.com/radissect/radissect/dissect"

// Records.
var (
	fType             = &dissect.Field{Name: "type", Spec: "RFC 8446 5.1", Names: contentNames}
	fRecordVersion    = &dissect.Field{Name: "legacy_record_version", Spec: "RFC 8446 5.1", Base: dissect.Hex, Names: versionNames}
	fLength           = &dissect.Field{Name: "length", Spec: "RFC 8446 5.1"}
	fFragment         = &dissect.Field{Name: "fragment", Spec: "RFC 8446 5.1", Base: dissect.Group}
	fContent          = &dissect.Field{Name: "content", Spec: "RFC 8446 5.1", Base: dissect.Bytes}
	fEncrypted        = &dissect.Field{Name: "encrypted_record", Spec: "RFC 8446 5.2", Base: dissect.Bytes}
	fChangeCipherSpec = &dissect.Field{Name: "change_cipher_spec", Spec: "RFC 5246 7.1"}
	fLevel            = &dissect.Field{Name: "level", Spec: "RFC 8446 6", Names: levelNames}
	fDescription      = &dissect.Field{Name: "description", Spec: "RFC 8446 6", Names: alertNames}
	fHeartbeatType    = &dissect.Field{Name: "HeartbeatMessageType", Spec: "RFC 6520 3", Names: heartbeatNames}
	fPayloadLength    = &dissect.Field{Name: "payload_length", Spec: "RFC 6520 4"}
	fPayload          = &dissect.Field{Name: "payload", Spec: "RFC 6520 4", Base: dissect.Bytes}
	fPadding          = &dissect.Field{Name: "padding", Spec: "RFC 6520 4", Base: dissect.Bytes}
)

// The hello of SSL 2.0.
var (
	fMsgLength        = &dissect.Field{Name: "msg_length", Spec: "RFC 5246 E.2", Base: dissect.Hex}
	fMsgLengthBits    = &dissect.Field{Name: "length", Spec: "RFC 5246 E.2"}
	fCipherSpecLength = &dissect.Field{Name: "cipher_spec_length", Spec: "RFC 5246 E.2"}
	fChallengeLength  = &dissect.Field{Name: "challenge_length", Spec: "RFC 5246 E.2"}
	fCipherSpecs      = &dissect.Field{Name: "cipher_specs", Spec: "RFC 5246 E.2", Base: dissect.Group}
	fV2CipherSpec     = &dissect.Field{Name: "V2CipherSpec", Spec: "RFC 5246 E.2", Base: dissect.Hex, Names: suiteNames}
	fChallenge        = &dissect.Field{Name: "challenge", Spec: "RFC 5246 E.2", Base: dissect.Bytes}
)

// Handshake messages.
var (
	fMsgType                  = &dissect.Field{Name: "msg_type", Spec: "RFC 8446 4", Names: handshakeNames}
	fMsgBodyLength            = &dissect.Field{Name: "length", Spec: "RFC 8446 4"}
	fBody                     = &dissect.Field{Name: "body", Spec: "RFC 8446 4", Base: dissect.Group}
	fVersion                  = &dissect.Field{Name: "legacy_version", Spec: "RFC 8446 4.1.2", Base: dissect.Hex, Names: versionNames}
	fRandom                   = &dissect.Field{Name: "random", Spec: "RFC 8446 4.1.2", Base: dissect.Bytes}
	fSessionIDLength          = &dissect.Field{Name: "legacy_session_id.length", Spec: "RFC 8446 4.1.2"}
	fSessionID                = &dissect.Field{Name: "legacy_session_id", Spec: "RFC 8446 4.1.2", Base: dissect.Bytes}
	fCipherSuitesLength       = &dissect.Field{Name: "cipher_suites.length", Spec: "RFC 8446 4.1.2"}
	fCipherSuites             = &dissect.Field{Name: "cipher_suites", Spec: "RFC 8446 4.1.2", Base: dissect.Group}
	fCipherSuite              = &dissect.Field{Name: "CipherSuite", Spec: "RFC 8446 B.4", Base: dissect.Hex, Names: suiteNames}
	fCompressionMethodsLength = &dissect.Field{Name: "legacy_compression_methods.length", Spec: "RFC 8446 4.1.2"}
	fCompressionMethods       = &dissect.Field{Name: "legacy_compression_methods", Spec: "RFC 8446 4.1.2", Base: dissect.Group}
	fCompressionMethod        = &dissect.Field{Name: "CompressionMethod", Spec: "RFC 5246 7.4.1.2", Names: compressionNames}
	fVerifyData               = &dissect.Field{Name: "verify_data", Spec: "RFC 8446 4.4.4", Base: dissect.Bytes}
	fRequestUpdate            = &dissect.Field{Name: "request_update", Spec: "RFC 8446 4.6.3", Names: keyUpdateNames}
	fCompressionAlgorithm     = &dissect.Field{Name: "algorithm", Spec: "RFC 8879 4", Names: compressCertificateNames}
	fUncompressedLength       = &dissect.Field{Name: "uncompressed_length", Spec: "RFC 8879 4"}
	fCompressedLength         = &dissect.Field{Name: "compressed_certificate_message.length", Spec: "RFC 8879 4"}
	fCompressedCertificate    = &dissect.Field{Name: "compressed_certificate_message", Spec: "RFC 8879 4", Base: dissect.Bytes}
	fTicketLifetime           = &dissect.Field{Name: "ticket_lifetime", Spec: "RFC 8446 4.6.1"}
	fTicketAgeAdd             = &dissect.Field{Name: "ticket_age_add", Spec: "RFC 8446 4.6.1", Base: dissect.Hex}
	fNonceLength              = &dissect.Field{Name: "ticket_nonce.length", Spec: "RFC 8446 4.6.1"}
	fTicketNonce              = &dissect.Field{Name: "ticket_nonce", Spec: "RFC 8446 4.6.1", Base: dissect.Bytes}
	fTicketLength             = &dissect.Field{Name: "ticket.length", Spec: "RFC 8446 4.6.1"}
	fTicket                   = &dissect.Field{Name: "ticket", Spec: "RFC 5077 3.3", Base: dissect.Bytes}
	fMaxEarlyData             = &dissect.Field{Name: "max_early_data_size", Spec: "RFC 8446 4.2.10"}
	fStatusType               = &dissect.Field{Name: "status_type", Spec: "RFC 6066 8", Names: statusTypeNames}
	fOCSPLength               = &dissect.Field{Name: "OCSPResponse.length", Spec: "RFC 6066 8"}
	fOCSPResponse             = &dissect.Field{Name: "OCSPResponse", Spec: "RFC 6066 8", Base: dissect.Bytes}
	fUnread                   = &dissect.Field{Name: "body", Spec: "RFC 8446 4", Base: dissect.Bytes}
	fOpaque                   = &dissect.Field{Name: "opaque", Spec: "RFC 8446 3.2", Base: dissect.Bytes}
)

// Extensions.
var (
	fExtensionsLength       = &dissect.Field{Name: "extensions.length", Spec: "RFC 8446 4.2"}
	fExtensions             = &dissect.Field{Name: "extensions", Spec: "RFC 8446 4.2", Base: dissect.Group}
	fExtension              = &dissect.Field{Name: "Extension", Spec: "RFC 8446 4.2", Base: dissect.Group}
	fExtensionType          = &dissect.Field{Name: "extension_type", Spec: "RFC 8446 4.2", Names: extensionNames}
	fExtensionLength        = &dissect.Field{Name: "extension_data.length", Spec: "RFC 8446 4.2"}
	fExtensionData          = &dissect.Field{Name: "extension_data", Spec: "RFC 8446 4.2", Base: dissect.Group}
	fListLength             = &dissect.Field{Name: "length", Spec: "RFC 8446 3.4"}
	fServerNameList         = &dissect.Field{Name: "server_name_list", Spec: "RFC 6066 3", Base: dissect.Group}
	fNameType               = &dissect.Field{Name: "name_type", Spec: "RFC 6066 3", Names: nameTypeNames}
	fNameLength             = &dissect.Field{Name: "name.length", Spec: "RFC 6066 3"}
	fHostName               = &dissect.Field{Name: "HostName", Spec: "RFC 6066 3", Base: dissect.Text}
	fMaxFragment            = &dissect.Field{Name: "MaxFragmentLength", Spec: "RFC 6066 4", Names: maxFragmentNames}
	fResponderLength        = &dissect.Field{Name: "responder_id_list.length", Spec: "RFC 6066 8"}
	fResponders             = &dissect.Field{Name: "responder_id_list", Spec: "RFC 6066 8", Base: dissect.Bytes}
	fRequestExtensions      = &dissect.Field{Name: "request_extensions", Spec: "RFC 6066 8", Base: dissect.Bytes}
	fNamedGroups            = &dissect.Field{Name: "named_group_list", Spec: "RFC 8446 4.2.7", Base: dissect.Group}
	fNamedGroup             = &dissect.Field{Name: "NamedGroup", Spec: "RFC 8446 4.2.7", Base: dissect.Hex, Names: groupNames}
	fPointFormats           = &dissect.Field{Name: "ec_point_format_list", Spec: "RFC 8422 5.1.2", Base: dissect.Group}
	fPointFormat            = &dissect.Field{Name: "ECPointFormat", Spec: "RFC 8422 5.1.2", Names: pointFormatNames}
	fSchemes                = &dissect.Field{Name: "supported_signature_algorithms", Spec: "RFC 8446 4.2.3", Base: dissect.Group}
	fScheme                 = &dissect.Field{Name: "SignatureScheme", Spec: "RFC 8446 4.2.3", Base: dissect.Hex, Names: schemeNames}
	fHeartbeatMode          = &dissect.Field{Name: "HeartbeatMode", Spec: "RFC 6520 2", Names: heartbeatModeNames}
	fProtocolNameList       = &dissect.Field{Name: "protocol_name_list", Spec: "RFC 7301 3.1", Base: dissect.Group}
	fProtocolName           = &dissect.Field{Name: "ProtocolName", Spec: "RFC 7301 3.1", Base: dissect.Text}
	fCertificateTypes       = &dissect.Field{Name: "certificate_types", Spec: "RFC 7250 3", Base: dissect.Group}
	fCertificateType        = &dissect.Field{Name: "CertificateType", Spec: "RFC 7250 3", Names: certificateTypeNames}
	fAlgorithmsLength       = &dissect.Field{Name: "algorithms.length", Spec: "RFC 8879 3"}
	fAlgorithms             = &dissect.Field{Name: "algorithms", Spec: "RFC 8879 3", Base: dissect.Group}
	fRecordSizeLimit        = &dissect.Field{Name: "RecordSizeLimit", Spec: "RFC 8449 4"}
	fVersions               = &dissect.Field{Name: "versions", Spec: "RFC 8446 4.2.1", Base: dissect.Group}
	fSupportedVersion       = &dissect.Field{Name: "ProtocolVersion", Spec: "RFC 8446 4.2.1", Base: dissect.Hex, Names: versionNames}
	fSelectedVersion        = &dissect.Field{Name: "selected_version", Spec: "RFC 8446 4.2.1", Base: dissect.Hex, Names: versionNames}
	fCookieLength           = &dissect.Field{Name: "cookie.length", Spec: "RFC 8446 4.2.2"}
	fCookie                 = &dissect.Field{Name: "cookie", Spec: "RFC 8446 4.2.2", Base: dissect.Bytes}
	fPSKModes               = &dissect.Field{Name: "ke_modes", Spec: "RFC 8446 4.2.9", Base: dissect.Group}
	fPSKMode                = &dissect.Field{Name: "PskKeyExchangeMode", Spec: "RFC 8446 4.2.9", Names: pskModeNames}
	fAuthorities            = &dissect.Field{Name: "authorities", Spec: "RFC 8446 4.2.4", Base: dissect.Group}
	fDistinguishedName      = &dissect.Field{Name: "DistinguishedName", Spec: "RFC 8446 4.2.4", Base: dissect.Group}
	fClientShares           = &dissect.Field{Name: "client_shares", Spec: "RFC 8446 4.2.8", Base: dissect.Group}
	fKeyShareEntry          = &dissect.Field{Name: "KeyShareEntry", Spec: "RFC 8446 4.2.8", Base: dissect.Group}
	fSelectedGroup          = &dissect.Field{Name: "selected_group", Spec: "RFC 8446 4.2.8", Base: dissect.Hex, Names: groupNames}
	fKeyExchangeLength      = &dissect.Field{Name: "key_exchange.length", Spec: "RFC 8446 4.2.8"}
	fKeyExchange            = &dissect.Field{Name: "key_exchange", Spec: "RFC 8446 4.2.8", Base: dissect.Bytes}
	fSelectedIdentity       = &dissect.Field{Name: "selected_identity", Spec: "RFC 8446 4.2.11"}
	fIdentities             = &dissect.Field{Name: "identities", Spec: "RFC 8446 4.2.11", Base: dissect.Group}
	fPSKIdentity            = &dissect.Field{Name: "PskIdentity", Spec: "RFC 8446 4.2.11", Base: dissect.Group}
	fIdentityLength         = &dissect.Field{Name: "identity.length", Spec: "RFC 8446 4.2.11"}
	fIdentity               = &dissect.Field{Name: "identity", Spec: "RFC 8446 4.2.11", Base: dissect.Bytes}
	fTicketAge              = &dissect.Field{Name: "obfuscated_ticket_age", Spec: "RFC 8446 4.2.11", Base: dissect.Hex}
	fBinders                = &dissect.Field{Name: "binders", Spec: "RFC 8446 4.2.11", Base: dissect.Group}
	fBinderLength           = &dissect.Field{Name: "PskBinderEntry.length", Spec: "RFC 8446 4.2.11"}
	fBinder                 = &dissect.Field{Name: "PskBinderEntry", Spec: "RFC 8446 4.2.11", Base: dissect.Bytes}
	fRenegotiatedLength     = &dissect.Field{Name: "renegotiated_connection.length", Spec: "RFC 5746 3.2"}
	fRenegotiatedConnection = &dissect.Field{Name: "renegotiated_connection", Spec: "RFC 5746 3.2", Base: dissect.Bytes}
)

// Key exchange.
var (
	fPSKHintLength          = &dissect.Field{Name: "psk_identity_hint.length", Spec: "RFC 4279 2"}
	fPSKHint                = &dissect.Field{Name: "psk_identity_hint", Spec: "RFC 4279 2", Base: dissect.Bytes}
	fPSKIdentityLength      = &dissect.Field{Name: "psk_identity.length", Spec: "RFC 4279 2"}
	fPSKIdentityText        = &dissect.Field{Name: "psk_identity", Spec: "RFC 4279 2", Base: dissect.Bytes}
	fCurveType              = &dissect.Field{Name: "curve_type", Spec: "RFC 8422 5.4", Names: curveTypeNames}
	fPointLength            = &dissect.Field{Name: "point.length", Spec: "RFC 8422 5.4"}
	fPoint                  = &dissect.Field{Name: "point", Spec: "RFC 8422 5.4", Base: dissect.Bytes}
	fDHLength               = &dissect.Field{Name: "length", Spec: "RFC 5246 7.4.3"}
	fDHPrime                = &dissect.Field{Name: "dh_p", Spec: "RFC 5246 7.4.3", Base: dissect.Bytes}
	fDHGenerator            = &dissect.Field{Name: "dh_g", Spec: "RFC 5246 7.4.3", Base: dissect.Bytes}
	fDHPublic               = &dissect.Field{Name: "dh_Y", Spec: "RFC 5246 7.4.3", Base: dissect.Bytes}
	fRSAModulus             = &dissect.Field{Name: "rsa_modulus", Spec: "RFC 2246 7.4.3", Base: dissect.Bytes}
	fRSAExponent            = &dissect.Field{Name: "rsa_exponent", Spec: "RFC 2246 7.4.3", Base: dissect.Bytes}
	fPremasterLength        = &dissect.Field{Name: "EncryptedPreMasterSecret.length", Spec: "RFC 5246 7.4.7.1"}
	fEncryptedPremaster     = &dissect.Field{Name: "EncryptedPreMasterSecret", Spec: "RFC 5246 7.4.7.1", Base: dissect.Bytes}
	fSignatureLength        = &dissect.Field{Name: "signature.length", Spec: "RFC 5246 4.7"}
	fSignatureBytes         = &dissect.Field{Name: "signature", Spec: "RFC 5246 4.7", Base: dissect.Bytes}
	fClientCertificateTypes = &dissect.Field{Name: "certificate_types", Spec: "RFC 5246 7.4.4", Base: dissect.Group}
	fClientCertificateType  = &dissect.Field{Name: "ClientCertificateType", Spec: "RFC 5246 7.4.4", Names: clientCertificateNames}
)

// Certificates.
var (
	fContextLength         = &dissect.Field{Name: "certificate_request_context.length", Spec: "RFC 8446 4.4.2"}
	fRequestContext        = &dissect.Field{Name: "certificate_request_context", Spec: "RFC 8446 4.4.2", Base: dissect.Bytes}
	fCertificateListLength = &dissect.Field{Name: "certificate_list.length", Spec: "RFC 8446 4.4.2"}
	fCertificateList       = &dissect.Field{Name: "certificate_list", Spec: "RFC 8446 4.4.2", Base: dissect.Group}
	fCertificateEntry      = &dissect.Field{Name: "CertificateEntry", Spec: "RFC 8446 4.4.2", Base: dissect.Group}
	fCertificateLength     = &dissect.Field{Name: "cert_data.length", Spec: "RFC 8446 4.4.2"}
	fCertificate           = &dissect.Field{Name: "cert_data", Spec: "RFC 8446 4.4.2", Base: dissect.Group}
	fDER                   = &dissect.Field{Name: "DER", Spec: "RFC 8446 4.4.2", Base: dissect.Bytes}
	fDERHeader             = &dissect.Field{Name: "tag and length", Spec: "X.690 8.1", Base: dissect.Bytes}
	fX509                  = &dissect.Field{Name: "Certificate", Spec: "RFC 5280 4.1", Base: dissect.Group}
	fTBS                   = &dissect.Field{Name: "tbsCertificate", Spec: "RFC 5280 4.1", Base: dissect.Group}
	fCertVersion           = &dissect.Field{Name: "version", Spec: "RFC 5280 4.1.2.1", Base: dissect.Group}
	fInteger               = &dissect.Field{Name: "INTEGER", Spec: "RFC 5280 4.1.2.1", Base: dissect.Bytes}
	fSerialNumber          = &dissect.Field{Name: "serialNumber", Spec: "RFC 5280 4.1.2.2", Base: dissect.Bytes}
	fSignature             = &dissect.Field{Name: "signature", Spec: "RFC 5280 4.1.2.3", Base: dissect.Group}
	fIssuer                = &dissect.Field{Name: "issuer", Spec: "RFC 5280 4.1.2.4", Base: dissect.Group}
	fValidity              = &dissect.Field{Name: "validity", Spec: "RFC 5280 4.1.2.5", Base: dissect.Group}
	fNotBefore             = &dissect.Field{Name: "notBefore", Spec: "RFC 5280 4.1.2.5", Base: dissect.Text}
	fNotAfter              = &dissect.Field{Name: "notAfter", Spec: "RFC 5280 4.1.2.5", Base: dissect.Text}
	fSubject               = &dissect.Field{Name: "subject", Spec: "RFC 5280 4.1.2.6", Base: dissect.Group}
	fPublicKeyInfo         = &dissect.Field{Name: "subjectPublicKeyInfo", Spec: "RFC 5280 4.1.2.7", Base: dissect.Group}
	fKeyAlgorithm          = &dissect.Field{Name: "algorithm", Spec: "RFC 5280 4.1.2.7", Base: dissect.Group}
	fPublicKey             = &dissect.Field{Name: "subjectPublicKey", Spec: "RFC 5280 4.1.2.7", Base: dissect.Group}
	fUnusedBits            = &dissect.Field{Name: "unused bits", Spec: "X.690 8.6.2"}
	fRSAPublicKey          = &dissect.Field{Name: "RSAPublicKey", Spec: "RFC 3279 2.3.1", Base: dissect.Group}
	fModulus               = &dissect.Field{Name: "modulus", Spec: "RFC 3279 2.3.1", Base: dissect.Bytes}
	fKeyBits               = &dissect.Field{Name: "bits", Spec: "RFC 3279 2.3.1"}
	fPublicExponent        = &dissect.Field{Name: "publicExponent", Spec: "RFC 3279 2.3.1", Base: dissect.Bytes}
	fKeyBytes              = &dissect.Field{Name: "key", Spec: "RFC 5280 4.1.2.7", Base: dissect.Bytes}
	fUniqueID              = &dissect.Field{Name: "UniqueIdentifier", Spec: "RFC 5280 4.1.2.8", Base: dissect.Bytes}
	fName                  = &dissect.Field{Name: "RDNSequence", Spec: "RFC 5280 4.1.2.4", Base: dissect.Group}
	fRDN                   = &dissect.Field{Name: "RelativeDistinguishedName", Spec: "RFC 5280 4.1.2.4", Base: dissect.Group}
	fAttribute             = &dissect.Field{Name: "AttributeTypeAndValue", Spec: "RFC 5280 4.1.2.4", Base: dissect.Group}
	fAttributeType         = &dissect.Field{Name: "type", Spec: "RFC 5280 4.1.2.4", Base: dissect.Bytes}
	fAttributeValue        = &dissect.Field{Name: "value", Spec: "RFC 5280 4.1.2.4", Base: dissect.Text}
	fAttributeBytes        = &dissect.Field{Name: "value", Spec: "RFC 5280 4.1.2.4", Base: dissect.Bytes}
	fAlgorithm             = &dissect.Field{Name: "algorithm", Spec: "RFC 5280 4.1.1.2", Base: dissect.Bytes}
	fOIDName               = &dissect.Field{Name: "identifier", Spec: "RFC 5280 4.1.1.2", Names: oidNames}
	fParameters            = &dissect.Field{Name: "parameters", Spec: "RFC 5280 4.1.1.2", Base: dissect.Bytes}
	fCertExtensions        = &dissect.Field{Name: "extensions", Spec: "RFC 5280 4.1.2.9", Base: dissect.Group}
	fCertExtensionList     = &dissect.Field{Name: "Extensions", Spec: "RFC 5280 4.1.2.9", Base: dissect.Group}
	fCertExtension         = &dissect.Field{Name: "Extension", Spec: "RFC 5280 4.1.2.9", Base: dissect.Group}
	fExtensionID           = &dissect.Field{Name: "extnID", Spec: "RFC 5280 4.2", Base: dissect.Bytes}
	fCritical              = &dissect.Field{Name: "critical", Spec: "RFC 5280 4.2", Base: dissect.Bytes}
	fExtensionValue        = &dissect.Field{Name: "extnValue", Spec: "RFC 5280 4.2", Base: dissect.Group}
	fGeneralNames          = &dissect.Field{Name: "GeneralNames", Spec: "RFC 5280 4.2.1.6", Base: dissect.Group}
	fRFC822Name            = &dissect.Field{Name: "rfc822Name", Spec: "RFC 5280 4.2.1.6", Base: dissect.Text}
	fDNSName               = &dissect.Field{Name: "dNSName", Spec: "RFC 5280 4.2.1.6", Base: dissect.Text}
	fURI                   = &dissect.Field{Name: "uniformResourceIdentifier", Spec: "RFC 5280 4.2.1.6", Base: dissect.Text}
	fIPAddress             = &dissect.Field{Name: "iPAddress", Spec: "RFC 5280 4.2.1.6", Base: dissect.Bytes}
	fOtherName             = &dissect.Field{Name: "GeneralName", Spec: "RFC 5280 4.2.1.6", Base: dissect.Bytes}
	fKeyPurposes           = &dissect.Field{Name: "ExtKeyUsageSyntax", Spec: "RFC 5280 4.2.1.12", Base: dissect.Group}
	fKeyPurpose            = &dissect.Field{Name: "KeyPurposeId", Spec: "RFC 5280 4.2.1.12", Base: dissect.Bytes}
	fBasicConstraints      = &dissect.Field{Name: "BasicConstraints", Spec: "RFC 5280 4.2.1.9", Base: dissect.Group}
	fCA                    = &dissect.Field{Name: "cA", Spec: "RFC 5280 4.2.1.9", Base: dissect.Bytes}
	fPathLength            = &dissect.Field{Name: "pathLenConstraint", Spec: "RFC 5280 4.2.1.9", Base: dissect.Bytes}
	fKeyUsage              = &dissect.Field{Name: "KeyUsage", Spec: "RFC 5280 4.2.1.3", Base: dissect.Bytes}
	fSignatureAlgorithm    = &dissect.Field{Name: "signatureAlgorithm", Spec: "RFC 5280 4.1.1.2", Base: dissect.Group}
	fSignatureValue        = &dissect.Field{Name: "signatureValue", Spec: "RFC 5280 4.1.1.3", Base: dissect.Bytes}
)

// Kinds of messages.
var (
	kindPlaintext             = &dissect.Kind{Name: "TLSPlaintext", Spec: "RFC 8446 5.1"}
	kindCiphertext            = &dissect.Kind{Name: "TLSCiphertext", Spec: "RFC 8446 5.2"}
	kindChangeCipherSpec      = &dissect.Kind{Name: "ChangeCipherSpec", Spec: "RFC 5246 7.1"}
	kindAlert                 = &dissect.Kind{Name: "Alert", Spec: "RFC 8446 6"}
	kindApplicationData       = &dissect.Kind{Name: "ApplicationData", Spec: "RFC 5246 10"}
	kindHeartbeat             = &dissect.Kind{Name: "HeartbeatMessage", Spec: "RFC 6520 4"}
	kindSSL2Hello             = &dissect.Kind{Name: "V2ClientHello", Spec: "RFC 5246 E.2"}
	kindHelloRequest          = &dissect.Kind{Name: "HelloRequest", Spec: "RFC 5246 7.4.1.1"}
	kindClientHello           = &dissect.Kind{Name: "ClientHello", Spec: "RFC 8446 4.1.2"}
	kindServerHello           = &dissect.Kind{Name: "ServerHello", Spec: "RFC 8446 4.1.3"}
	kindHelloRetryRequest     = &dissect.Kind{Name: "HelloRetryRequest", Spec: "RFC 8446 4.1.4"}
	kindNewSessionTicket      = &dissect.Kind{Name: "NewSessionTicket", Spec: "RFC 8446 4.6.1"}
	kindEndOfEarlyData        = &dissect.Kind{Name: "EndOfEarlyData", Spec: "RFC 8446 4.5"}
	kindEncryptedExtensions   = &dissect.Kind{Name: "EncryptedExtensions", Spec: "RFC 8446 4.3.1"}
	kindCertificate           = &dissect.Kind{Name: "Certificate", Spec: "RFC 8446 4.4.2"}
	kindServerKeyExchange     = &dissect.Kind{Name: "ServerKeyExchange", Spec: "RFC 5246 7.4.3"}
	kindCertificateRequest    = &dissect.Kind{Name: "CertificateRequest", Spec: "RFC 8446 4.3.2"}
	kindServerHelloDone       = &dissect.Kind{Name: "ServerHelloDone", Spec: "RFC 5246 7.4.5"}
	kindCertificateVerify     = &dissect.Kind{Name: "CertificateVerify", Spec: "RFC 8446 4.4.3"}
	kindClientKeyExchange     = &dissect.Kind{Name: "ClientKeyExchange", Spec: "RFC 5246 7.4.7"}
	kindFinished              = &dissect.Kind{Name: "Finished", Spec: "RFC 8446 4.4.4"}
	kindCertificateStatus     = &dissect.Kind{Name: "CertificateStatus", Spec: "RFC 6066 8"}
	kindKeyUpdate             = &dissect.Kind{Name: "KeyUpdate", Spec: "RFC 8446 4.6.3"}
	kindCompressedCertificate = &dissect.Kind{Name: "CompressedCertificate", Spec: "RFC 8879 4"}
	kindOther                 = &dissect.Kind{Name: "Handshake", Spec: "RFC 8446 4"}
)
