using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class LgspProofTests(LgspCentre centre) : ProofTests(centre), IClassFixture<LgspCentre>;
