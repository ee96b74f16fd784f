namespace Hub.Functions.Demo;

/// <param name="At">Share of the day, 0 … 1, after which it comes.</param>
/// <param name="Seconds">How long it lasts.</param>
internal sealed record DemoTrouble(double At, int Seconds, string Words, Func<CancellationToken, Task> Make);
