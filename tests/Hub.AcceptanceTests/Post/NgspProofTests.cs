using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class NgspProofTests(NgspCentre centre) : ProofTests(centre), IClassFixture<NgspCentre>;
