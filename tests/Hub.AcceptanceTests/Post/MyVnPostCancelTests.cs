using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class MyVnPostCancelTests(MyVnPostCentre centre) : CancelTests(centre), IClassFixture<MyVnPostCentre>;
