# Records of "radissect -T jsonl" as lines in the shape of Suricata's EVE: an alert for
# each finding, a flow for each conversation.
#
#   radissect -T jsonl CAPTURE | jq -c -n -f eve.jq

def stamp: sub("\\.(?<f>\\d{6})\\d*Z$"; ".\(.f)+0000");
def severity: {security: 1, malformed: 2, must: 2, should: 3, note: 3, limit: 3}[.] // 3;
def flow: {
  flow_id: .id, src_ip: .client.addr, src_port: .client.port,
  dest_ip: .server.addr, dest_port: .server.port, proto: (.transport | ascii_upcase)
};

[inputs | select(.type == "finding" or .type == "conversation")]
| (map(select(.type == "conversation") | {key: "\(.id)", value: .}) | from_entries) as $of
| .[]
| if .type == "finding" then
    (if .time then {timestamp: (.time | stamp)} else {} end) + {event_type: "alert"}
    + ($of["\(.conversation)"] | if . then flow else {} end)
    + {alert: {action: "allowed", signature: "\(.rule) \(.title)", category: .spec, severity: (.level | severity)}, pcap_cnt: (.frames // [])[0]}
  else
    {timestamp: (.end | stamp), event_type: "flow"} + flow
    + {app_proto: (.protocols | last), flow: {pkts: .frames, bytes_toserver: .bytes.client, bytes_toclient: .bytes.server, start: (.start | stamp), end: (.end | stamp)}}
  end
