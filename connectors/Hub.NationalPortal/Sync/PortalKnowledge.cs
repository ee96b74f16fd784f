using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Envelopes;
using Hub.NationalPortal.Dossiers;

namespace Hub.NationalPortal.Sync;

/// <summary>
/// What the portal is known to hold of one dossier; the document inside <see cref="PartnerState"/>. Levels of doubt beside it:
/// 0 agreed, 1 open for long or lines possibly doubled, 2 healed before, 3 an outcome is unknown.
/// </summary>
public sealed record PortalKnowledge
{
    public const int DoubtSlight = 1;
    public const int DoubtHealed = 2;
    public const int DoubtUnknown = PartnerState.MustAsk;

    /// <summary>Null when never seen; false when a look-up said that the portal has it not.</summary>
    public bool? Exists { get; init; }

    /// <summary>See <see cref="DossierHistory.IsFilingOnly"/>; null before anybody looked.</summary>
    public bool? IsFilingOnly { get; init; }

    /// <summary>Position of the last acknowledged item.</summary>
    public DateTimeOffset? At { get; init; }

    public long? Seq { get; init; }

    /// <summary>1 to 10, as last acknowledged or seen.</summary>
    public int? Status { get; init; }

    /// <summary>Digest of the last acknowledged item.</summary>
    public string? Digest { get; init; }

    /// <summary>The same over its scalars alone.</summary>
    public string? Face { get; init; }

    /// <summary>Sequence numbers of the events whose progress lines the portal has acknowledged.</summary>
    public IReadOnlyList<long> Lines { get; init; } = [];

    /// <summary>Rules of the pre-check that the dossier breaks now.</summary>
    public IReadOnlyList<string> Kpi { get; init; } = [];

    public DateTimeOffset? SyncedAt { get; init; }

    /// <summary>A call may have taken effect without its answer reaching us, and nobody has looked since.</summary>
    public bool InDoubt { get; init; }

    internal DossierPosition? Position => At is { } at && Seq is { } seq ? new DossierPosition(at, seq) : null;

    /// <summary>Nothing known when there is no state, or none that can be read.</summary>
    public static PortalKnowledge Read(PartnerState? state)
    {
        try
        {
            return state is null ? new PortalKnowledge() : JsonSerializer.Deserialize(state.Json, PortalKnowledgeJson.Default.PortalKnowledge) ?? new PortalKnowledge();
        }
        catch (JsonException)
        {
            return new PortalKnowledge();
        }
    }

    public PartnerState ToState(int doubt, DateTimeOffset? checkedAt) =>
        new(JsonSerializer.Serialize(this, PortalKnowledgeJson.Default.PortalKnowledge), doubt, checkedAt);

    internal PortalKnowledge With(DossierPosition position) => this with { At = position.At, Seq = position.Seq };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PortalKnowledge))]
internal sealed partial class PortalKnowledgeJson : JsonSerializerContext;
