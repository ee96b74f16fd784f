using Hub.Postal.Consignments;

namespace Hub.Postal.Settings;

/// <summary>One postal operator; section <c>Post:Operators:NAME</c>.</summary>
public sealed record PostalOperatorOptions
{
    /// <summary>How it speaks, one of <see cref="PostalDialectNames"/>.</summary>
    public string Dialect { get; init; } = "";

    /// <summary>As labels and slips show it; its name in the settings where this is empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Absolute, ends with <c>/</c>. Not for <see cref="PostalDialectNames.Desk"/>.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Paths below the base address that differ from the dialect's own, by operation (see the dialect).</summary>
    public IReadOnlyDictionary<string, string> Paths { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The customer code that the operator gave the centre.</summary>
    public string CustomerCode { get; init; } = "";

    /// <summary>Client credentials of ngsp and of a province's gateway.</summary>
    public string Key { get; init; } = "";

    public string Secret { get; init; } = "";

    /// <summary>Account of myvnpost.</summary>
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The operator's RSA public key (PEM) that its webhooks are checked with; without it none is taken.</summary>
    public string? WebhookKey { get; init; }

    public PostalTimeouts Timeouts { get; init; } = new();

    /// <summary>Its status codes to our states by name, merged over the dialect's table; an empty value takes a code out, <c>-</c> knows it as saying nothing of the state.</summary>
    public IReadOnlyDictionary<string, string> Codes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Its reason codes to ours (see <see cref="PostalReasons"/>), merged over the dialect's table.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Our names of services to its codes, merged over the dialect's table.</summary>
    public IReadOnlyDictionary<string, string> Services { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How it is told the fee that the citizen pays at a pickup, one of <see cref="FeeWords.All"/>; empty: as its dialect usually is.</summary>
    public string PickupFee { get; init; } = "";

    /// <summary>It takes the official codes of places where its own list names none.</summary>
    public bool TakesOfficialCodes { get; init; }

    /// <summary>Consignments carry a waybill from a range that it allotted; lgsp always does, desk where this is set.</summary>
    public bool UsesRanges { get; init; }

    /// <summary>With so many numbers left in all ranges a person is asked to get more.</summary>
    public int RangeLowWater { get; init; } = 200;

    /// <summary>How many numbers the hub itself asks an lgsp operator for at the low-water mark, up to 10,000; 0 leaves that to a person.</summary>
    public int RangeFetch { get; init; }

    /// <summary>Bookings that it takes in a day; null for no limit.</summary>
    public int? DailyCapacity { get; init; }

    /// <summary>Pause between two readings of its feed when there was nothing new.</summary>
    public TimeSpan FeedEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>First pause after which it is asked for a consignment; doubles while there is no news, up to <see cref="PollCeiling"/>.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan PollCeiling { get; init; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How long after a booking was begun "no such order" is not believed yet: the request may still be on its way to the operator, and an order sent again
    /// would be a second one where repeats are not refused.
    /// </summary>
    public TimeSpan DoubtGrace { get; init; } = TimeSpan.FromMinutes(3);
}

public sealed record PostalTimeouts
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Login { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Read { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Write { get; init; } = TimeSpan.FromSeconds(40);
}

/// <summary>Values of <see cref="PostalOperatorOptions.Dialect"/>.</summary>
public static class PostalDialectNames
{
    /// <summary>VNPost N-GSP "HCC".</summary>
    public const string Ngsp = "ngsp";

    /// <summary>The same behind a province's LGSP, with waybills from ranges allotted to the centre.</summary>
    public const string Lgsp = "lgsp";

    public const string MyVnPost = "myvnpost";

    /// <summary>No interface of its own: its staff find their jobs in the hub.</summary>
    public const string Desk = "desk";

    public static IReadOnlyList<string> All { get; } = [Ngsp, Lgsp, MyVnPost, Desk];
}
