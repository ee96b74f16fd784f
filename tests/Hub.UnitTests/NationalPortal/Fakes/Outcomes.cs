using Hub.Core.Outbox;
using Xunit;

namespace Hub.UnitTests.NationalPortal.Fakes;

internal static class Outcomes
{
    public static string Done(this Handled handled) => Assert.IsType<Outcome.Done>(handled.Outcome).Reference ?? "";

    public static Outcome.Retry Retry(this Handled handled) => Assert.IsType<Outcome.Retry>(handled.Outcome);

    public static Outcome.Reject Reject(this Handled handled) => Assert.IsType<Outcome.Reject>(handled.Outcome);

    public static Outcome.Defer Defer(this Handled handled) => Assert.IsType<Outcome.Defer>(handled.Outcome);
}
