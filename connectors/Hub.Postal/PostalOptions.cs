using Hub.Postal.Print;

namespace Hub.Postal;

/// <summary>Settings of the post; section <c>Post</c>, environment <c>HUB__Post__…</c>. Checked by <see cref="PostalOptionsCheck"/>.</summary>
public sealed record PostalOptions
{
    /// <summary>By name (lower case, digits, <c>-</c>): <c>Post:Operators:vnpost:Dialect</c>. Without any the lane keeps everything.</summary>
    public IReadOnlyDictionary<string, PostalOperatorOptions> Operators { get; init; } = new Dictionary<string, PostalOperatorOptions>(StringComparer.Ordinal);

    /// <summary>Who carries what; the first that fits counts. Without any rule every operator is asked, in order of name.</summary>
    public IReadOnlyList<PostalRule> Rules { get; init; } = [];

    public PostalSilence Silence { get; init; } = new();

    public PostalDeadlines Deadlines { get; init; } = new();

    /// <summary>Pause of a delivery that waits for a person: no waybills left, credentials refused, a booking in doubt that nobody but the operator's staff can tell.</summary>
    public TimeSpan PersonPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often silence and deadlines are looked at.</summary>
    public TimeSpan WatchEvery { get; init; } = TimeSpan.FromMinutes(5);

    public PrintOptions Print { get; init; } = new();
}
