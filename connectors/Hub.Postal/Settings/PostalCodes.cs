using Hub.Postal.Consignments;

namespace Hub.Postal.Settings;

/// <summary>Names under which the post's directions, owners and sources are known outside.</summary>
public static class PostalCodes
{
    public const string Lane = "postal";

    /// <summary>CloudEvents source of what the post tells the case system.</summary>
    public const string Source = "urn:hub:postal";

    /// <summary>Who does what no person asked for.</summary>
    public const string Hub = "hub";

    /// <summary>Role of the staff of a postal operator.</summary>
    public const string Role = "postal-operator";

    /// <summary>Owner of a task in <c>postal.exception</c>.</summary>
    public const string Centre = "centre";

    /// <summary>Owner of a task in <c>postal.exception</c>.</summary>
    public const string PostalOperator = "postal-operator";

    /// <summary><c>pickup</c> or <c>delivery</c>.</summary>
    public static string Name(this PostalDirection direction) => direction is PostalDirection.Pickup ? "pickup" : "delivery";

    /// <summary>The consignment's number: dossier, direction, sequence.</summary>
    public static string Number(string dossier, PostalDirection direction, int sequence) => $"{dossier}-{(direction is PostalDirection.Pickup ? 'P' : 'D')}{sequence}";

    /// <summary>The operator that a source of tracking events belongs to: <c>vnpost</c> of <c>vnpost/feed</c>.</summary>
    public static string OperatorOf(string source) => source.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? source[..slash] : source;
}
