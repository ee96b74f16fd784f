using System.ComponentModel.DataAnnotations;
using Hub.Core.Lanes;
using Hub.Transports.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.UnitTests.RabbitMq;

public sealed class RabbitMqOptionsTests
{
    private static readonly RabbitMqOptions Good = new() { Uri = new Uri("amqps://hub:s3cret@broker.example:5671/centre") };

    [Fact]
    public void The_defaults_beside_an_address_are_valid() => Assert.Empty(Check(Good));

    [Theory]
    [InlineData(null)]
    [InlineData("http://broker.example")]
    [InlineData("/broker")]
    public void An_address_of_another_kind_is_refused_in_both_languages(string? uri)
    {
        var fault = Assert.Single(Check(Good with { Uri = uri is null ? null : new Uri(uri, UriKind.RelativeOrAbsolute) }));

        Assert.StartsWith("RabbitMq:Uri phải", fault.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("must read", fault.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hub")]
    [InlineData("hub.")]
    [InlineData("h ub")]
    public void A_prefix_is_a_plain_name(string prefix) => Assert.NotEmpty(Check(Good with { Prefix = prefix }));

    [Fact]
    public void A_wrong_option_stops_the_start() => Assert.Throws<ValidationException>(() =>
        new ServiceCollection().AddRabbitMqTransport(Good with { Window = 0 }, new Dictionary<string, LaneOptions>()));

    [Fact]
    public void The_password_is_never_shown() => Assert.DoesNotContain("s3cret", Good.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("hub.events.in", true)]
    [InlineData("hub.parked", true)]
    [InlineData("hub.lane.national-portal", true)]
    [InlineData("hub.events.verdicts", false)]
    [InlineData("centre.replies", false)]
    public void No_answer_goes_into_the_hubs_own_queues(string queue, bool isOwn) => Assert.Equal(isOwn, new RabbitMqNames("hub").IsOwn(queue));

    private static List<ValidationResult> Check(RabbitMqOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults;
    }
}
