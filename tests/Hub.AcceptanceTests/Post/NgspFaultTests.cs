using Xunit;

namespace Hub.AcceptanceTests.Post;

public sealed class NgspFaultTests(NgspCentre centre) : BookingFaults(centre), IClassFixture<NgspCentre>;
