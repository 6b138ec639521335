package rsmc_test

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
)

// The calls, each with the section that it is written from.

// ask is 3.1: no credentials.
func ask(server certified, port int) []exchange {
	return []exchange{
		{port: "IMultiPointCertificateRequest", op: "GetProtocolVersion", back: `<pProtocolVersion>0</pProtocolVersion>`}, // 3.1.4.1
		{port: "IMultiPointCertificateRequest", op: "RequestSslCertificate", // 3.1.4.2
			back: fmt.Sprintf(`<pSslPort>%d</pSslPort><pwsSslCertificateThumbprint>%s</pwsSslCertificateThumbprint><ppSslCertificate>%s</ppSslCertificate>`, port, server.thumbprint(), array(server.der))},
	}
}

// bind is 3.4: an administrator's credentials.
func bind(client certified) []exchange {
	return []exchange{
		{port: "IMultiPointCredentialRequest", op: "RequestWmsControlCredentials", user: "Administrator", // 3.4.4.2
			back: fmt.Sprintf(`<pwsWmsControlPassword>%s</pwsWmsControlPassword><pwsWmsManagementPassword>%s</pwsWmsManagementPassword>`, control, management)},
		{port: "IMultiPointCredentialRequest", op: "SetSslCertificate", user: "Administrator", // 3.4.4.1
			args: fmt.Sprintf(`<wsHostName>%s</wsHostName><SslPort>%d</SslPort><wsSslCertificateThumbprint>%s</wsSslCertificateThumbprint><pSslCertificate>%s</pSslCertificate>`, clientHost, sinkPort, client.thumbprint(), array(client.der))},
	}
}

const student = "{6f9619ff-8b86-d011-b42d-00c04fc964ff}"

// jpeg is a start and an end of image with a comment between them (ITU T.81 B.2).
var jpeg = append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, 9}, "station\xff\xd9"...)

// manage is 3.5 to 3.8 and 3.10: the server's credentials.
func manage() []exchange {
	return []exchange{
		{port: "IMultiPointServer", op: "RegisterCoreEventSink", user: "WmsManagement", // 3.6.4.12
			args: fmt.Sprintf(`<bstrUriSinkEndpoint>https://%s:%d/MultiPoint/IMultiPointCoreEventSink</bstrUriSinkEndpoint>`, clientHost, sinkPort), back: `<pullCookie>18446744073709551615</pullCookie>`},
		{port: "IMultiPointServer", op: "RegisterChatEventSink", user: "WmsControl", // 3.6.4.11
			args: fmt.Sprintf(`<bstrUriSinkEndpoint>https://%s:%d/MultiPoint/IMultiPointChat</bstrUriSinkEndpoint><bstrServerName>%s</bstrServerName><idSession>2</idSession><bstrTeacherName>teacher</bstrTeacherName>`, clientHost, sinkPort, serverHost), back: `<pullCookie>77</pullCookie>`},
		{port: "IMultiPointServer", op: "GetServerVersion", user: "WmsControl", back: `<pwsVersion>10.0.14393</pwsVersion>`}, // 3.6.4.5
		{port: "IMultiPointServer", op: "GetAllSessions", user: "WmsControl", // 3.6.4.1, 3.6.4.1.3.3
			back: `<pcSessionInfo>2</pcSessionInfo><pprgWmsSessionInfoWs>` +
				`<prgWmsSessionInfoWs><id>1</id><state>0</state><wsUserName>student1</wsUserName><wsDomain>SCHOOL</wsDomain><wsWinStation>Console</wsWinStation><fIsRail>false</fIsRail></prgWmsSessionInfoWs>` +
				`<prgWmsSessionInfoWs><id>2</id><state>4</state><wsUserName>student2 &amp; guest</wsUserName><wsDomain>SCHOOL</wsDomain><wsWinStation>RDP-Tcp#1</wsWinStation><fIsRail>true</fIsRail></prgWmsSessionInfoWs></pprgWmsSessionInfoWs>`},
		{port: "IMultiPointServer", op: "GetPeerWmsServerList", user: "WmsManagement", // 3.6.4.3
			back: `<prgwsIpAddressList><prgData>192.0.2.20</prgData><prgData>192.0.2.21</prgData></prgwsIpAddressList><prgwsServerList><prgData>multipoint</prgData><prgData>second</prgData></prgwsServerList>`},
		{port: "IMultiPointServer", op: "GetSystemAlertStatus", user: "WmsManagement", args: `<eType>5</eType>`, back: `<peSeverity>1</peSeverity><peStatus>1</peStatus>`},                                                                        // 3.6.4.6
		{port: "IMultiPointServer", op: "SetBlockAllMessage", user: "WmsControl", args: `<wsMessage xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>`},                                                                      // 3.6.4.41
		{port: "IMultiPointServer", op: "ValidateAutoLogonAccount", user: "WmsManagement", args: `<wsDomain>SCHOOL</wsDomain><wsUserName>student1</wsUserName><wsPassword>not-for-eyes</wsPassword>`, back: `<eAccountStatus>0</eAccountStatus>`}, // 3.6.4.46
		{port: "IMultiPointServer", op: "CanModifyWau", user: "WmsControl", back: `<pfCanModifyWau>true</pfCanModifyWau>`},                                                                                                                        // 3.6.4.16, in the text only
		{port: "IMultiPointDiskProtection", op: "GetMode", user: "WmsControl", back: `<pdpm>2</pdpm>`},                                                                                                                                            // 3.5.4.2
		{port: "IMultiPointDiskProtection", op: "SetScheduledUpdateSettings", user: "WmsManagement", // 3.5.4.7
			args: `<eMode>2</eMode><iScheduledUpdateStartHour>23</iScheduledUpdateStartHour><wsCustomScriptFullPath>C:\update.cmd</wsCustomScriptFullPath><cMaxMinutesAllowedForCustomScript>60</cMaxMinutesAllowedForCustomScript><eReturnState>1</eReturnState>`},
		{port: "IMultiPointDiskProtection", op: "SetMode", user: "WmsManagement", args: `<dpm>1</dpm>`, fault: 0x80070005},                               // 3.5.4.6
		{port: "IMultiPointSession", op: "GetSessionFlags", user: "WmsControl", args: `<idSession>2</idSession>`, back: `<pfgrSession>12</pfgrSession>`}, // 3.7.4.12, the name of the text
		{port: "IMultiPointSession", op: "GetSessionRunningApps", user: "WmsControl", args: `<idSession>2</idSession>`, // 3.7.4.9.3
			back: `<pprgwsWmsRunningAppWs><prgWmsRunningAppWs><wsName>Paint</wsName><ProcessId>4012</ProcessId><WindowId>65792</WindowId><CreateTime>134118600000000000</CreateTime></prgWmsRunningAppWs></pprgwsWmsRunningAppWs>`},
		{port: "IMultiPointSession", op: "GetThumbnailBits", user: "WmsControl", args: `<idSession>2</idSession><eBitmapSize>0</eBitmapSize>`, // 3.7.4.10
			back: `<ppbDataBits>` + base64.StdEncoding.EncodeToString(jpeg) + `</ppbDataBits>`},
		{port: "IMultiPointSession", op: "ShareDesktop", user: "WmsManagement", args: `<idSession>1</idSession><eMode>1</eMode><iMaxViewers>-1</iMaxViewers><wsTeacherName>teacher</wsTeacherName>`, // 3.7.4.16
			back: `<pwsInvitation>&lt;E&gt;&lt;A KH="c2VjcmV0"/&gt;&lt;/E&gt;</pwsInvitation>`},
		{port: "IMultiPointSession", op: "LockSession", user: "WmsControl", args: `<idSession>2</idSession><wsLockMessage>Look at the board</wsLockMessage>`}, // 3.7.4.13
		{port: "IMultiPointStation", op: "GetStationInformation", user: "WmsControl", args: `<idStation>1</idStation>`, // 3.8.4.9
			back: `<pidSession>2</pidSession><pwsSessionHost>multipoint</pwsSessionHost><pwsVirtualMachineId></pwsVirtualMachineId><peIdentifyStationState>0</peIdentifyStationState><peState>4</peState>`},
		{port: "IMultiPointStation", op: "SetDisplayRotation", user: "WmsManagement", args: `<idStation>1</idStation><eDisplayRotation>270</eDisplayRotation>`}, // 3.8.4.16
		{port: "IMultiPointStation", op: "SetStationAutoLogon", user: "WmsManagement", // 3.8.4.17
			args: `<idStation>1</idStation><eConfiguration>1</eConfiguration><wsUser>student1</wsUser><wsDomain>SCHOOL</wsDomain><wsPassword>auto-logon-password</wsPassword>`},
		{port: "IMultiPointUserManager", op: "AddUser", user: "WmsManagement", // 3.10.4.1
			args: `<wsName>student3</wsName><wsPassword>first-password</wsPassword><eType>1</eType><wsFullName>Third Student</wsFullName><wsDescription xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>`},
		{port: "IMultiPointUserManager", op: "EnumerateUsers", user: "WmsManagement", // 3.10.4.2
			back: `<pprgWmsUsersWs><prgWmsSessionInfoWs><wsName>student3</wsName><wsFullName>Third Student</wsFullName><wsDescription></wsDescription><UserType>1</UserType></prgWmsSessionInfoWs></pprgWmsUsersWs>`},
	}
}

// events is 3.3 and 3.9: the server calls the client.
func events(server certified) []exchange {
	return []exchange{
		{port: "IMultiPointCoreEventSink", op: "OnServiceControlSessionChange", user: clientHost, args: `<dwEventType>5</dwEventType><idSession>2</idSession>`},                                                                       // 3.3.4.20
		{port: "IMultiPointCoreEventSink", op: "OnDeviceAdded", user: clientHost, args: `<idStation>1</idStation><eType>14</eType><cDevices>1</cDevices>`},                                                                            // 3.3.4.7
		{port: "IMultiPointCoreEventSink", op: "OnProjectionStateChange", user: clientHost, args: `<idSession>2</idSession><eState>3</eState>`},                                                                                       // 3.3.4.18
		{port: "IMultiPointCoreEventSink", op: "OnVirtualDesktopNotification", user: clientHost, args: `<eVirtualDesktopNotificationType>8</eVirtualDesktopNotificationType><idProgress>100</idProgress><wsMessage>done</wsMessage>`}, // 3.3.4.32
		{port: "IMultiPointCoreEventSink", op: "OnVirtualDesktopOnline", user: clientHost, args: `<wsVirtualMachineId>vm-1</wsVirtualMachineId><wsHostName>desktop1.example.com</wsHostName>`},                                        // 3.3.4.31
		{port: "IMultiPointSystemOnlineEventSink", op: "OnManagedServerOnlineNotify", user: clientHost, args: `<wsWmsSystemHostName>multipoint</wsWmsSystemHostName><wsWmsSystemIpAddress>192.0.2.20</wsWmsSystemIpAddress>`},         // 3.9.4.2
		{port: "IMultiPointSystemOnlineEventSink", op: "OnNewServerCertificateReady", user: clientHost, args: fmt.Sprintf(`<wsHostName>%s</wsHostName><pSslCertificate>%s</pSslCertificate>`, serverHost, array(server.der))},         // 3.9.4.3
	}
}

// chat is 3.2.
func chat() []exchange {
	return []exchange{
		{port: "IMultiPointChat", op: "GetChatId", user: clientHost, // 3.2.4.3
			args: `<wsTeacherServerName>multipoint</wsTeacherServerName><idTeacherSession>1</idTeacherSession><wsTeacherUserName>teacher</wsTeacherUserName><idStudentSession>2</idStudentSession>`, back: `<pguidStudentChat>` + student + `</pguidStudentChat>`},
		{port: "IMultiPointChat", op: "Connect", user: clientHost, args: `<wsTeacherUserName>teacher</wsTeacherUserName><guidDestChatId>` + student + `</guidDestChatId>`},               // 3.2.4.1
		{port: "IMultiPointChat", op: "SendMsg", user: clientHost, args: `<wsMessage>May I print &lt;now&gt;?</wsMessage><guidDestChatId>` + student + `</guidDestChatId>`},              // 3.2.4.6
		{port: "IMultiPointChat", op: "SendError", user: clientHost, args: `<guidDestChatId>` + student + `</guidDestChatId><hrError>2147942487</hrError><wsErrorMsg>gone</wsErrorMsg>`}, // 3.2.4.5
		{port: "IMultiPointChat", op: "Disconnect", user: clientHost, args: `<guidDestChatId>` + student + `</guidDestChatId>`},                                                          // 3.2.4.2
	}
}

// answer is 3.2 in the other direction: the text calls the host of the chat "server".
func answer() []exchange {
	return []exchange{{port: "IMultiPointChat", op: "SendMsg", user: clientHost, args: `<wsMessage>Not now</wsMessage><guidDestChatId>` + student + `</guidDestChatId>`}} // 3.2.4.6
}

// onboard is 3.6.4.39 and what ends a session.
func onboard(desktop, client certified) []exchange {
	return []exchange{
		{port: "IMultiPointServer", op: "OnboardVirtualDesktop", user: "WmsManagement", args: `<wsVirtualMachineId>vm-1</wsVirtualMachineId><wsRemoteFqdn>` + clientHost + `</wsRemoteFqdn>`, // 3.6.4.39
			back: fmt.Sprintf(`<pSslPort>8443</pSslPort><pwsSslCertificateThumbprint>%s</pwsSslCertificateThumbprint><ppSslCertificate>%s</ppSslCertificate><pwsWmsControlPassword>of-the-desktop-1</pwsWmsControlPassword><pwsWmsManagementPassword>of-the-desktop-2</pwsWmsManagementPassword>`, desktop.thumbprint(), array(desktop.der))},
		{port: "IMultiPointServer", op: "SetReplacementSslCertificate", user: "WmsManagement", // 3.6.4.43
			args: fmt.Sprintf(`<wsFqdnManagingServer>%s</wsFqdnManagingServer><pSslCertificate>%s</pSslCertificate>`, clientHost, array(client.der))},
		{port: "IMultiPointServer", op: "UnregisterChatEventSink", user: "WmsControl", args: `<ullCookie>77</ullCookie>`},                      // 3.6.4.14
		{port: "IMultiPointServer", op: "UnregisterCoreEventSink", user: "WmsManagement", args: `<ullCookie>18446744073709551615</ullCookie>`}, // 3.6.4.15
		{port: "IMultiPointServer", op: "Reboot", user: "WmsControl"},                                                                          // 3.6.4.10
	}
}

var (
	forServers = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	forBoth    = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
)
