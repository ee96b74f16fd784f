using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class MyVnPostProofTests(MyVnPostCentre centre) : ProofTests(centre), IClassFixture<MyVnPostCentre>;
