using Hub.Core.Intake;

namespace Hub.UnitTests.Intake;

internal static class Limits
{
    public static readonly IntakeLimits Usual = new(MaxBatch: 3, MaxEventBytes: 4096, MaxDepth: 5);
}
