namespace Hub.Core.Envelopes;

/// <summary>Where an envelope stands. The numbers are stored; below 2 the envelope still occupies its strand.</summary>
public enum EnvelopeState
{
    Waiting = 0,
    Dead = 1,
    Done = 2,

    /// <summary>Set aside by a person: later ones of the key flow on, it can still be retried.</summary>
    Skipped = 3,

    /// <summary>Given up by a person, for good.</summary>
    Discarded = 4,
}
