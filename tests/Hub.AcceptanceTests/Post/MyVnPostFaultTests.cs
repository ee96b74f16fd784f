using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class MyVnPostFaultTests(MyVnPostCentre centre) : BookingFaults(centre), IClassFixture<MyVnPostCentre>;
