using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class NgspNoRedirectTests(NgspCentre centre) : NoRedirectTests(centre), IClassFixture<NgspCentre>;
