package rdp

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// Info says what tells one message of its kind from another.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	m := h.m
	switch {
	case m.sec.Encrypted:
		return h.state.AppendSealed(dst, dir, &m.sec)
	case m.class == classInfo:
		return m.info.describe(dst)
	case m.class == classLicense:
		dst = appendName(dst, licenseTypes, uint64(m.licenseType))
		if m.licenseType == licenseErrorAlert {
			dst = append(dst, ' ')
			dst = appendName(dst, licenseErrors, uint64(m.code))
		}
		return dst
	case m.class == classExchange:
		return append(appendUint(dst, uint64(m.exchangeLength)), " bytes"...)
	case m.class == classShare:
		return m.describe(dst)
	case m.sec.Flags&SecAutodetectReq != 0:
		return appendName(dst, autodetectRequests, uint64(m.code))
	case m.sec.Flags&SecAutodetectRsp != 0:
		return appendName(dst, autodetectResponses, uint64(m.code))
	case m.sec.Flags&SecTransportReq != 0:
		return appendName(dst, multitransportProtocols, uint64(m.code))
	case m.sec.Flags&SecTransportRsp != 0:
		return appendName(dst, hresults, uint64(m.code))
	}
	return dst
}

func (m *message) describe(dst []byte) []byte {
	switch {
	case m.n > 0 && (m.steps[0] == stepDemandActive || m.steps[0] == stepConfirmActive):
		dst = append(dst, "shareID 0x"...)
		dst = strconv.AppendUint(dst, uint64(m.shareID), 16)
		dst = append(dst, ", "...)
		dst = appendUint(dst, uint64(m.sets))
		return append(dst, " capability sets"...)
	case m.compressed:
		return appendName(append(dst, "compressed with "...), compressionTypes, uint64(m.code))
	}
	switch m.pduType2 {
	case dataControl:
		return appendName(dst, controlActions, uint64(m.action))
	case dataErrorInfo:
		return appendName(dst, errorInfos, uint64(m.code))
	case dataStatusInfo:
		return appendName(dst, statusCodes, uint64(m.code))
	case dataSaveSession:
		return appendName(dst, infoTypes, uint64(m.code))
	case dataUpdate:
		return appendName(dst, updateTypes, uint64(m.code))
	case dataInput:
		return append(appendUint(dst, uint64(m.code)), " events"...)
	}
	return dst
}

// describe names user and domain. The other strings may be secrets.
func (m *clientInfo) describe(dst []byte) []byte {
	dst = append(dst, "user "...)
	dst = m.appendString(dst, m.user)
	if len(m.domain) > 0 {
		dst = append(dst, ", domain "...)
		dst = m.appendString(dst, m.domain)
	}
	if m.flags&infoCompression != 0 {
		dst = append(dst, ", "...)
		dst = appendName(dst, compressionTypes, uint64(m.flags>>infoCompressionShift&infoCompressionMask))
	}
	return dst
}

func (m *clientInfo) appendString(dst, b []byte) []byte {
	if len(b) == 0 {
		return append(dst, '-')
	}
	if m.flags&infoUnicode != 0 {
		return dissect.AppendUTF16(dst, b)
	}
	return append(dst, b...)
}

// appendName appends the symbol of v, or its number.
func appendName(dst []byte, n *dissect.Names, v uint64) []byte {
	if name := n.Value(v); name != "" {
		return append(dst, name...)
	}
	dst = append(dst, "0x"...)
	return strconv.AppendUint(dst, v, 16)
}

func appendUint(dst []byte, v uint64) []byte { return strconv.AppendUint(dst, v, 10) }
