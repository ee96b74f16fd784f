using Xunit;

namespace Hub.AcceptanceTests.Post;

[Trait("Run", "slow")]
public sealed class LgspFeedTests(LgspCentre centre) : FeedTests(centre), IClassFixture<LgspCentre>;
