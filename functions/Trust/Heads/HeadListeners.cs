using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Functions.Settings;

namespace Hub.Functions.Trust.Heads;

/// <summary>Those that the settings name.</summary>
internal static class HeadListeners
{
    private const int SyslogPort = 514;

    public static IEnumerable<IHeadListener> Of(AuditSettings settings, IInbox inbox)
    {
        if (settings.HeadFile is { } file)
        {
            yield return new HeadFile(file);
        }

        if (settings.HeadSyslog is { } syslog)
        {
            yield return new HeadSyslog(Uri.TryCreate(syslog, UriKind.Absolute, out var uri) && uri.Scheme == AuditSettings.Udp ? uri : null, syslog);
        }

        if (settings.HeadToFeed)
        {
            yield return new HeadFeed(inbox);
        }
    }

    /// <summary>A line for each: <c>TIME SEQ:HASH</c>. Only ever appended, and on the disk when it returns.</summary>
    private sealed class HeadFile(string path) : IHeadListener
    {
        public string Name => "Audit:HeadFile";

        public async Task TellAsync(AuditHead head, DateTimeOffset at, CancellationToken ct)
        {
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read });
            var line = $"{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} {head}\n";

            // A line that was torn by a crash must not swallow the next.
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                line = file.ReadByte() == '\n' ? line : "\n" + line;
            }

            await file.WriteAsync(Encoding.ASCII.GetBytes(line), ct);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>RFC 5424, facility 13 (log audit), severity 5 (notice).</summary>
    private sealed class HeadSyslog(Uri? host, string path) : IHeadListener
    {
        private const int Priority = (13 * 8) + 5;

        public string Name => "Audit:HeadSyslog";

        public async Task TellAsync(AuditHead head, DateTimeOffset at, CancellationToken ct)
        {
            var message = Encoding.ASCII.GetBytes(
                $"<{Priority}>1 {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {Ascii(Environment.MachineName)} onestop-hub - audit-head - {head}");
            if (host is not null)
            {
                using var udp = new UdpClient(host.IdnHost, host.Port > 0 ? host.Port : SyslogPort);
                await udp.SendAsync(message, ct);
                return;
            }

            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            await socket.SendAsync(message, ct);
        }

        private static string Ascii(string name) => string.Concat(name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')) is { Length: > 0 } plain ? plain : "-";
    }

    /// <summary>An event for the case system. Two ends of one number are two bodies of one event, which the inbox refuses.</summary>
    private sealed class HeadFeed(IInbox inbox) : IHeadListener
    {
        private const string Source = "urn:hub:audit";

        public string Name => "Audit:HeadToFeed";

        public async Task TellAsync(AuditHead head, DateTimeOffset at, CancellationToken ct)
        {
            var e = new CloudEvent
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"head-{head.Seq}"),
                Source = Source,
                Type = EventTypes.AuditHead,
                Data = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["seq"] = head.Seq, ["hash"] = Convert.ToHexStringLower(head.Hash.Span) }),
            };
            var submission = new Submission { Event = e with { Time = at }, Digest = EventDigest.Of(e), Direction = EventDirection.Out, ReceivedAt = at, AcceptedBy = "hub" };
            if (await inbox.AcceptAsync([submission], null, ct) is [Verdict.Conflict])
            {
                throw new InvalidOperationException($"Another end of the audit was told under number {head.Seq}: the chain was written anew.");
            }
        }
    }
}
