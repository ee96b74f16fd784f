using Hub.Core.Envelopes;

namespace Hub.Core.Lanes;

/// <summary>An attempt that was counted against its envelope.</summary>
/// <param name="Attempts">What the count came to by it: by this a charge that was given back already is known.</param>
public readonly record struct Charge(EnvelopeId Id, int Attempts);
