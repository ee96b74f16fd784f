using Hub.Functions.Parties;

namespace Hub.Functions.Demo;

internal sealed record DemoOptions
{
    public required string Data { get; init; }

    public required int Dossiers { get; init; }

    public required IReadOnlyList<IDemoParty> Parties { get; init; }

    public required Wings Wings { get; init; }

    public int? Seed { get; init; }

    public bool Exit { get; init; }

    /// <summary>Whether the end is told as one JSON document, and nothing before it.</summary>
    public bool IsJson { get; init; }

    /// <summary>Settings from the command line, <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
