using Hub.Functions.Http.Messages;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;

namespace Hub.Functions.Postal;

/// <summary>An act of a postal operator's staff, as the device tells it, perhaps days later. What an act does not take is refused.</summary>
public record ActRequest
{
    /// <summary>Made by the device: the same id with the same content is the same act, however often it is sent.</summary>
    [Needed]
    public string? ActId { get; init; }

    /// <summary>When it was done, by the device's clock, with its offset.</summary>
    [Needed]
    public DateTimeOffset? At { get; init; }

    /// <summary>What was fetched (<c>collected</c>).</summary>
    public IReadOnlyList<ActPaper>? Papers { get; init; }

    /// <summary>Who gave the papers (<c>collected</c>) or received the result (<c>delivered</c>).</summary>
    public ActPerson? Person { get; init; }

    public ActCash? Cash { get; init; }

    public ActPosition? Position { get; init; }

    public AttachmentRequest? Attachment { get; init; }

    /// <summary>Why it failed (<c>failed</c>).</summary>
    public string? Reason { get; init; }

    /// <summary><c>pickup</c> or <c>delivery</c> (<c>failed</c>); absent: whichever the consignment is at.</summary>
    public string? Stage { get; init; }

    public string? Note { get; init; }

    /// <summary>The post office to which it was passed (<c>handed-over</c>), or which shall do the job (<c>release</c>; absent: the same as before).</summary>
    public string? Office { get; init; }

    /// <summary>Whose job a colleague gives back, as <c>claimedBy</c>; with a note (<c>release</c>). Absent: one's own.</summary>
    public string? Holder { get; init; }
}

/// <summary>A signature or photo, PNG or JPEG, at most 2 MB.</summary>
/// <param name="Kind"><c>signature</c> or <c>photo</c>.</param>
/// <param name="Content">Base64.</param>
public sealed record AttachmentRequest([property: Needed] string? Kind = null, [property: Needed] string? Content = null);
