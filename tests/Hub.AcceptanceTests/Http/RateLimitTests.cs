using Hub.Core.Trust;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class RateLimitTests(RateLimitTests.SlowHub hub) : IClassFixture<RateLimitTests.SlowHub>
{
    [Fact]
    public async Task A_caller_beyond_its_rate_is_told_when_to_come_again_and_others_are_not_disturbed()
    {
        await hub.GetAsync("/lanes", Role.Operator);
        await hub.GetAsync("/lanes", Role.Operator);

        var third = await hub.GetAsync("/lanes", Role.Operator);

        Assert.Equal((429, "rate-limited"), (third.Status, third.Problem));
        Assert.InRange(int.Parse(third.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 1000);
        Assert.Equal(200, (await hub.GetAsync("/lanes", Role.Auditor)).Status);
    }

    public sealed class SlowHub : HubApp
    {
        protected override string[] Settings => ["--Intake:RatePerKey=0.001", "--Intake:Burst=2"];
    }
}
