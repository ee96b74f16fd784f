using System.Text.Json;

namespace Hub.Sandbox.Post;

/// <summary>A booking as the operator keeps it.</summary>
/// <param name="Seq">Order of booking over all dialects, from 1.</param>
/// <param name="OrderNumber">The customer's own number: unique for A and B, a mere remark for D.</param>
/// <param name="OrderHdrId">D's key of the order.</param>
/// <param name="OriginalId">D's key for correction and cancelling.</param>
/// <param name="Magic">The scripted life, three digits; empty for an ordinary one.</param>
/// <param name="Request">What was booked, corrections included.</param>
/// <param name="Schedule">In the order in which the operator will tell of it.</param>
internal sealed record Consignment(
    long Seq, PostDialect Dialect, string CustomerCode, string OrderNumber, string ItemCode, string OrderHdrId, string OriginalId, long CodAmount,
    DateTimeOffset BookedAt, string Magic, JsonElement Request, IReadOnlyList<ScheduledStep> Schedule, bool IsDraft = false, bool IsCancelled = false,
    int Cancels = 0, int Corrections = 0);
