using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class LgspNoRedirectTests(LgspCentre centre) : NoRedirectTests(centre), IClassFixture<LgspCentre>;
