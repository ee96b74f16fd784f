using System.Text.Json.Serialization;
using Hub.Postal.Acts.Pictures;
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

/// <summary>Where an act failed.</summary>
public enum ActStage
{
    Pickup,
    Delivery,
}

/// <param name="Id">Of the consignment's list.</param>
/// <param name="Count">How many were really there.</param>
public sealed record ActPaper([property: JsonRequired] string Id, [property: JsonRequired] int Count);

/// <param name="Amount">Taken from the citizen, whole đồng.</param>
/// <param name="Receipt">Number of the receipt given.</param>
public sealed record ActCash([property: JsonRequired] long Amount, string? Receipt);

/// <summary>Degrees, WGS 84.</summary>
public sealed record ActPosition([property: JsonRequired] double Latitude, [property: JsonRequired] double Longitude);

/// <summary>A signature or photo.</summary>
/// <param name="Kind"><c>signature</c> or <c>photo</c>.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
/// <param name="MediaType">Null when it is neither a whole PNG nor a whole JPEG.</param>
public sealed record ActAttachment(string Kind, string Sha256, string? MediaType, [property: JsonIgnore] ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes of the picture itself.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Its type is found out by decoding it: what a sender calls it counts for nothing.</summary>
    public static ActAttachment Of(string kind, ReadOnlyMemory<byte> content) => new(
        kind,
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.Span)),
        content.Length <= MaxBytes ? ProofPicture.MediaTypeOf(content) : null,
        content);
}
