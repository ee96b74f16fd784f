using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class NgspCancelTests(NgspCentre centre) : CancelTests(centre), IClassFixture<NgspCentre>;
