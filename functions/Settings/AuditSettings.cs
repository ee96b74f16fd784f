using System.ComponentModel.DataAnnotations;

namespace Hub.Functions.Settings;

/// <summary>Where the end of the audit's chain is told, so that whoever has the store cannot write the chain anew unnoticed.</summary>
public sealed record AuditSettings
{
    /// <summary>A file to which each told end is appended, best on another machine; null for none.</summary>
    public string? HeadFile { get; init; }

    /// <summary><c>udp://host:514</c>, or the path of a local socket such as <c>/dev/log</c>; null for none.</summary>
    public string? HeadSyslog { get; init; }

    /// <summary>Whether the case system's feed and its subscriptions are told.</summary>
    public bool HeadToFeed { get; init; }

    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan HeadEvery { get; init; } = TimeSpan.FromHours(1);

    internal const string Udp = "udp";

    /// <summary>Whether the text names a socket or a host.</summary>
    internal static bool IsSyslog(string text) => text.StartsWith('/')
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: Udp, Host.Length: > 0, AbsolutePath: "" or "/", Query: "", UserInfo: "" });
}
