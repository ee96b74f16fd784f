using System.Text;
using Hub.CaseSystem.Webhooks;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class WebhookSignerTests
{
    private static readonly WebhookSecret First = WebhookSecret.Parse("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")!;
    private static readonly WebhookSecret Second = WebhookSecret.Parse("whsec_yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f")!;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"specversion":"1.0","id":"e-1","source":"/hub","type":"vn.onestop.dossier.submitted-online.v1","data":{"tên":"Hồ sơ số 1"}}""");

    [Fact]
    public void The_vector_of_the_reference_libraries_is_met()
    {
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

        var signature = WebhookSigner.Sign([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    // Made with Python's hmac and checked with openssl dgst -mac HMAC.
    [Fact]
    public void A_vietnamese_body_is_signed_as_its_bytes() =>
        Assert.Equal("v1,v0WIgfaBmqFRirqWz6b08yneZtFK/Gdm+dBgnoiHu88=", WebhookSigner.Sign([First], "msg_demo", 1795227330, Body));

    [Fact]
    public void Each_secret_signs_in_the_given_order_with_a_space_between() =>
        Assert.Equal(
            "v1,v0WIgfaBmqFRirqWz6b08yneZtFK/Gdm+dBgnoiHu88= v1,0ZUJcf5Kq+Vo96n/ye2R8WLh3b/whg3+tCKkaasEa2c=",
            WebhookSigner.Sign([First, Second], "msg_demo", 1795227330, Body));

    [Theory]
    [InlineData("")]
    [InlineData("msg.1")]
    public void An_id_that_could_shift_the_parts_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => WebhookSigner.Sign([First], id, 1795227330, Body));

    [Fact]
    public void Nothing_is_sent_unsigned() =>
        Assert.Throws<ArgumentException>(() => WebhookSigner.Sign([], "msg_demo", 1795227330, Body));
}
