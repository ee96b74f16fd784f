namespace Hub.Core.Intake;

/// <summary>How much one request may bring.</summary>
/// <param name="MaxBatch">Events in a batch.</param>
/// <param name="MaxEventBytes">Bytes of one event as it came, white space included.</param>
/// <param name="MaxDepth">Levels of nesting inside the data.</param>
public sealed record IntakeLimits(int MaxBatch, int MaxEventBytes, int MaxDepth);
