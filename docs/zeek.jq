# Records of "radissect -T jsonl" as lines in the shape of Zeek's logs in JSON:
# conn for each conversation, notice for each finding; _path says which.
#
#   radissect -T jsonl CAPTURE | jq -c -n -f zeek.jq

def ts: capture("^(?<s>[^.]*)\\.(?<f>\\d{6})") | (.s + "Z" | fromdateiso8601) + (.f | tonumber) / 1000000;
def id: {
  uid: "R\(.id)", "id.orig_h": .client.addr, "id.orig_p": .client.port,
  "id.resp_h": .server.addr, "id.resp_p": .server.port, proto: .transport
};

[inputs | select(.type == "finding" or .type == "conversation")]
| (map(select(.type == "conversation") | {key: "\(.id)", value: .}) | from_entries) as $of
| .[]
| if .type == "finding" then
    {_path: "notice"} + (if .time then {ts: (.time | ts)} else {} end)
    + ($of["\(.conversation)"] | if . then id else {} end)
    + {note: "radissect::\(.rule)", msg: .title, sub: .detail, level}
  else
    {_path: "conn", ts: (.start | ts)} + id
    + {service: (.protocols | join(",")), duration: (((.end | ts) - (.start | ts)) * 1000000 | round / 1000000),
       orig_bytes: .bytes.client, resp_bytes: .bytes.server, missed_bytes: (.lost.client + .lost.server)}
  end
