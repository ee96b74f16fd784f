using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class LgspCancelTests(LgspCentre centre) : CancelTests(centre), IClassFixture<LgspCentre>;
