# radissect without live capture, as a static binary and nothing else:
#   docker build -t radissect .
#   docker run --rm -v "$PWD:/captures:ro" radissect check /captures/session.pcapng
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown COMMIT=unknown DATE=unknown
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false \
    -ldflags "-s -w -buildid= -X main.version=$VERSION -X main.commit=$COMMIT -X main.date=$DATE" \
    -o /radissect ./cmd/radissect

FROM scratch
COPY --from=build /radissect /radissect
COPY LICENSE /LICENSE
USER 65534:65534
ENTRYPOINT ["/radissect"]
