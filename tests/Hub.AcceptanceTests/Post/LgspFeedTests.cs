using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class LgspFeedTests(LgspCentre centre) : FeedTests(centre), IClassFixture<LgspCentre>;
