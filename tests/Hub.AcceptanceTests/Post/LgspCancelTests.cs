using Xunit;

namespace Hub.AcceptanceTests.Post;

[Trait("Run", "slow")]
public sealed class LgspCancelTests(LgspCentre centre) : CancelTests(centre), IClassFixture<LgspCentre>;
