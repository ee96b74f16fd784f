using Hub.Core.Envelopes;

namespace Hub.Core.Ports;

/// <summary>Which dead letters are meant; null means any.</summary>
public sealed record DeadLetterFilter(
    string? Lane = null, string? Code = null, string? Key = null, string? Type = null,
    DateTimeOffset? Since = null, DateTimeOffset? Until = null, EnvelopeState? State = null);
