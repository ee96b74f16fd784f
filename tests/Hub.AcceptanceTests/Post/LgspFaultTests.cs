using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class LgspFaultTests(LgspCentre centre) : BookingFaults(centre), IClassFixture<LgspCentre>;
