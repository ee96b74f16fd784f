using Hub.Functions.Steps;

namespace Hub.Functions.Azure;

/// <summary>A time at which the Functions host pokes loops that run anyway, so that they also run where nothing keeps the process alive.</summary>
/// <param name="Cron">Six fields, seconds first, in UTC, as timer triggers take it.</param>
/// <param name="Steps">Names of the steps; one that ends in <c>:</c> means every step whose name begins so.</param>
/// <param name="IsWaitedFor">Whether the timer's function ends when the steps have run; else they are only woken.</param>
public sealed record Schedule(string Name, string Cron, IReadOnlyList<string> Steps, bool IsWaitedFor = true)
{
    public bool Covers(string step) => Steps.Any(pattern => StepSet.IsMeant(step, pattern));
}
