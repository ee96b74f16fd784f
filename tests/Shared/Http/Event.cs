namespace Hub.Tests.Http;

/// <summary>Events as a case system would write them.</summary>
internal static class Event
{
    public const string ReceivedType = "vn.onestop.dossier.received.v1";

    public const string Data =
        """{"procedure":{"code":"1.000656"},"channel":"direct","receivedAt":"2026-11-21T09:15:30+07:00","applicant":{"kind":"citizen","name":"Nguyễn Văn Demo"}}""";

    public static string Received(string id, string code, string data = Data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/centre/h40","type":"{{ReceivedType}}","subject":"{{code}}","time":"2026-11-21T09:15:30+07:00","data":{{data}}}""";
}
