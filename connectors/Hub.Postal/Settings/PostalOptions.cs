using Hub.Postal.Consignments;

namespace Hub.Postal.Settings;

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

/// <summary>Working days that a person is given.</summary>
public sealed record PostalDeadlines
{
    /// <summary>The operator must say what became of a lost consignment.</summary>
    public int LostAnswered { get; init; } = 5;

    /// <summary>The agency must fetch a returned consignment or arrange another way.</summary>
    public int ReturnArranged { get; init; } = 3;

    /// <summary>Anything else that was put on the work list.</summary>
    public int Task { get; init; } = 1;
}

/// <summary>Working days without any news after which a person must look, by state.</summary>
public sealed record PostalSilence
{
    public int Requested { get; init; } = 1;

    public int Booked { get; init; } = 2;

    public int PickupAssigned { get; init; } = 2;

    public int PickupFailed { get; init; } = 2;

    public int PickedUp { get; init; } = 2;

    public int InTransit { get; init; } = 3;

    public int OutForDelivery { get; init; } = 2;

    public int DeliveryFailed { get; init; } = 2;

    public int Returning { get; init; } = 5;

    /// <summary>Null for a state in which nothing more is expected.</summary>
    public int? DaysOf(ConsignmentState state) => state switch
    {
        ConsignmentState.Requested => Requested,
        ConsignmentState.Booked => Booked,
        ConsignmentState.PickupAssigned => PickupAssigned,
        ConsignmentState.PickupFailed => PickupFailed,
        ConsignmentState.PickedUp => PickedUp,
        ConsignmentState.InTransit => InTransit,
        ConsignmentState.OutForDelivery => OutForDelivery,
        ConsignmentState.DeliveryFailed => DeliveryFailed,
        ConsignmentState.Returning => Returning,
        _ => null,
    };
}

/// <summary>Settings of labels and slips; section <c>Post</c>.</summary>
public sealed record PrintOptions
{
    /// <summary>
    /// A TrueType file (<c>.ttf</c>) with all Vietnamese letters; a bold face beside it (<c>-Bold</c> for <c>-Regular</c>) is taken too.
    /// Empty: the usual places of Debian's <c>fonts-noto-core</c> and <c>fonts-dejavu-core</c>.
    /// </summary>
    public string? Font { get; init; }
}
