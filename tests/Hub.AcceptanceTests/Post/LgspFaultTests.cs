using Xunit;

namespace Hub.AcceptanceTests.Post;

[Trait("Run", "slow")]
public sealed class LgspFaultTests(LgspCentre centre) : BookingFaults(centre), IClassFixture<LgspCentre>;
