using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using Hub.NationalPortal.Settings;

namespace Hub.NationalPortal.Verification;

/// <summary>Orders the re-send of dossiers through the lane: in order with whatever else waits for them.</summary>
public sealed class PortalHealer(IOutbox outbox, EnvelopeIds ids, TimeProvider clock)
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    /// <returns>How many were ordered; one that waits already is not ordered again.</returns>
    public async Task<int> HealAsync(IReadOnlyList<string> codes, string actor, string? role, CancellationToken ct)
    {
        if (codes.Count == 0)
        {
            return 0;
        }

        var drafts = codes.Select(code => new EnvelopeDraft(ids.Next(), NationalPortalCodes.Lane, code, NationalPortalCodes.Resync, Empty)).ToList();
        var audit = new AuditEntry(clock.GetUtcNow(), actor, role, "portal.heal", NationalPortalCodes.Lane, "allowed", $"{codes.Count} dossiers");
        return await outbox.CommandAsync(drafts, audit, ct);
    }
}
