using Xunit;

namespace Hub.AcceptanceTests.Post;

[Trait("Run", "slow")]
public sealed class MyVnPostCancelTests(MyVnPostCentre centre) : CancelTests(centre), IClassFixture<MyVnPostCentre>;
