using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class NgspFeedTests(NgspCentre centre) : FeedTests(centre), IClassFixture<NgspCentre>;
