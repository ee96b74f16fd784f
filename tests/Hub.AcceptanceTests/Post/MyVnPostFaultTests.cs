using Xunit;

namespace Hub.AcceptanceTests.Post;

[Trait("Run", "slow")]
public sealed class MyVnPostFaultTests(MyVnPostCentre centre) : BookingFaults(centre), IClassFixture<MyVnPostCentre>;
