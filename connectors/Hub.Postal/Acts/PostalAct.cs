using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>One act as a device tells it, perhaps days later.</summary>
public sealed record PostalAct
{
    /// <summary>Made by the device, 1 to 100 of <c>A-Z a-z 0-9 . _ : -</c>: the same id with the same content is the same act, however often it is sent.</summary>
    public required string ActId { get; init; }

    public required ActKind Kind { get; init; }

    /// <summary>When it was done, by the device's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was fetched, by paper of the consignment's list; what is not named was not there. Of <see cref="ActKind.Collected"/>.</summary>
    public IReadOnlyList<ActPaper>? Papers { get; init; }

    /// <summary>Who gave the papers, or who received the result.</summary>
    public ActPerson? Person { get; init; }

    public ActCash? Cash { get; init; }

    public ActPosition? Position { get; init; }

    public ActAttachment? Attachment { get; init; }

    /// <summary>Code of <see cref="PostalReasons"/>. Of <see cref="ActKind.Failed"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>On the pickup or on the delivery; null: whichever the consignment is at. Of <see cref="ActKind.Failed"/>.</summary>
    public ActStage? Stage { get; init; }

    /// <summary>A word of the postman, at most 300 characters.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// The office to which it was passed; null: wherever. Of <see cref="ActKind.HandedOver"/>. The office that shall do the job; null: the same as before.
    /// Of <see cref="ActKind.Release"/>.
    /// </summary>
    public string? Office { get; init; }

    /// <summary>
    /// Whose job a colleague gives back, as <see cref="Consignment.ClaimedBy"/>: a claim that somebody else made meanwhile is not taken from him.
    /// With a <see cref="Note"/> that says why. Null: one's own. Of <see cref="ActKind.Release"/>.
    /// </summary>
    public string? Holder { get; init; }
}
