package dscpm

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// commitContent computes the checksum of a configuration or module again. The
// body is hashed as it comes, however long it is. Where a content coding was
// undone, the checksum may be that of the content, which is what a server has
// that leaves the coding to a proxy.
func (h *handler) commitContent(x *dissect.Context, in *http.Content) {
	if !h.uri.op.content() || in.Response.Status != 200 {
		return
	}
	v, ok := in.Response.Field("checksum")
	v = unquote(v)
	if in.Sum == nil || x.Touched() || in.Cut && in.Coded || !ok || !isSum(v) {
		h.recordContent(x, in, false, false)
		return
	}
	sum := *in.Sum
	right := sameSum(v, &sum)
	if !right && in.Coded {
		sum = sha256.Sum256(x.Bytes())
		right = sameSum(v, &sum)
	}
	if right {
		x.Held(ChecksumRight)
	} else {
		x.Report(ChecksumRight, 0, len(x.Bytes()), "the SHA-256 of the body is "+hex.EncodeToString(sum[:]))
	}
	h.recordContent(x, in, right, true)
}

// sameSum reports whether text, which has the form of one (isSum), spells sum.
func sameSum(text []byte, sum *[sha256.Size]byte) bool {
	var b [sha256.Size]byte
	n, err := hex.Decode(b[:], text)
	return err == nil && n == len(b) && b == *sum
}

// commitRequestBody takes in the body of a request: it keeps the job, and checks
// the signature where a registration key was given.
func (h *handler) commitRequestBody(x *dissect.Context, in *http.Content) {
	if h.uri.op.report() {
		if i := h.top("JobId"); i >= 0 {
			remember(&h.state.JobID, h.doc.Bytes(i))
		}
	}
	v, _ := in.Request.Field("authorization")
	const scheme = "shared "
	if len(v) < len(scheme) || !fold(v[:len(scheme)], scheme) || in.Cut || in.Coded || x.Touched() {
		return
	}
	given := keys.Of(h.conv).RegistrationKeys()
	if len(given) == 0 {
		h.recordSignature(x, in, false, false)
		return
	}
	date, _ := in.Request.Field("x-ms-date")
	for _, k := range given {
		if bytes.Equal(bytes.TrimSpace(v[len(scheme):]), sign(k.Secret.Bytes(), x.Bytes(), date)) {
			k.Origin.MarkUsed()
			x.Held(Signature)
			h.recordSignature(x, in, true, true)
			return
		}
	}
	h.recordSignature(x, in, false, true)
	x.Report(Signature, 0, len(x.Bytes()), "none of the registration keys that were given makes this signature")
}

// sign makes the signature of a body, in base64. How it is made is not in the
// specification (MS-DSCPM 2.2.2.7 says an HMAC); it was worked out from traffic
// of Windows: HMAC-SHA256 over the base64 of the SHA-256 of the body, a line
// feed, and the x-ms-date header.
func sign(key, body, date []byte) []byte {
	sum := sha256.Sum256(body)
	text := base64.StdEncoding.AppendEncode(nil, sum[:])
	mac := hmac.New(sha256.New, key)
	mac.Write(text)
	mac.Write([]byte{'\n'})
	mac.Write(date)
	return base64.StdEncoding.AppendEncode(nil, mac.Sum(nil))
}
