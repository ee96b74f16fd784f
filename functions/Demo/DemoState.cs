using Hub.Core;

namespace Hub.Functions.Demo;

/// <summary>How the day stands at one moment.</summary>
public sealed record DemoState
{
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Null while nobody can say.</summary>
    public TimeSpan? Left { get; init; }

    public required int Dossiers { get; init; }

    public required int DossiersAccepted { get; init; }

    /// <summary>Those that the party that is told of all holds.</summary>
    public required long DossiersDelivered { get; init; }

    public required int Events { get; init; }

    public required int Accepted { get; init; }

    public required int Duplicates { get; init; }

    public required long Delivered { get; init; }

    /// <summary>Deliveries a second, in all lanes.</summary>
    public required double PerSecond { get; init; }

    public required IReadOnlyList<DemoLane> Lanes { get; init; }

    /// <summary>What the partners were made to do, and when, the latest last.</summary>
    public required IReadOnlyList<(TimeSpan At, Bilingual Words)> Troubles { get; init; }

    /// <summary>What the parties' people have done so far, a line each.</summary>
    public IReadOnlyList<Bilingual> Notes { get; init; } = [];

    public bool IsOver { get; init; }
}

/// <param name="State">As <c>GET /lanes</c> names it.</param>
/// <param name="Done">Of what the lane was given, what it has delivered, 0 … 1.</param>
public sealed record DemoLane(Bilingual Name, string State, double Done, long Waiting, long Dead, double PerSecond, UnderWay? UnderWay);
