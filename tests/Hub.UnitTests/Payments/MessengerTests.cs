using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Messengers;
using Hub.Payments.Messengers.Platform;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Payments;

/// <summary>Each messenger by a vector that was computed apart from this code, and by calls that are forged, stale or odd.</summary>
public sealed class MessengerTests
{
    private const string SePayBody =
        """{"id":92704,"gateway":"Vietcombank","transactionDate":"2026-11-21 09:15:30","accountNumber":"0011012345678","code":null,"content":"H40DB2K7Q9X","transferType":"in","transferAmount":8000,"accumulated":1208000,"subAccount":null,"referenceCode":"MBVCB.3278907687","description":""}""";

    private const string SePaySignature = "sha256=9d6f5a54b5932f47b17cbdf629ebdcbeeb8793600acf95f53bf40430401697ee";

    private const string CassoBody = """
        { "error": 0, "data": { "id": 900101, "reference": "FT26325000001", "description": "H40DB2K7Q9X LE PHI HO TICH", "amount": 8e3, "runningBalance": 1208000.0,
          "transactionDateTime": "2026-11-21 09:15:30", "accountNumber": "0011012345678", "bankName": "Demo Bank", "bankAbbreviation": "DEMO", "virtualAccountNumber": "", "virtualAccountName": "",
          "counterAccountName": "NGUYEN VAN A", "counterAccountNumber": "0123456789", "counterAccountBankId": "970436", "counterAccountBankName": "Vietcombank" } }
        """;

    private const string CassoSignature =
        "t=1795227330000,v1=d4dded2a4c89a260390ce9ec6da4fb2dd8bcc13bba6e5fb5e189568517799ffba06cac85e6aab741008c1515d98b8d4f2069eede6b76c065938ee71040778eb1";

    private const string PayOsData =
        """{"orderCode":900101,"amount":8000,"description":"H40DB2K7Q9X LE PHI","accountNumber":"0011012345678","reference":"FT26325000001","transactionDateTime":"2026-11-21 09:15:30","currency":"VND","paymentLinkId":"demo-link-1","code":"00","desc":"Thành công","counterAccountBankId":"970436","counterAccountBankName":null,"counterAccountName":"undefined","counterAccountNumber":"","virtualAccountName":null,"virtualAccountNumber":null}""";

    private const string PayOsSignature = "f2bdc6179d270ee7d7bf6faf6cdc8d4a4329711fd9a2148f6ea69ccae5be3036";

    private const string VietQrBody =
        """{"transactionid":"t-1","transactiontime":1795227330000,"referencenumber":"FT26325000001","amount":8000,"content":"H40DB2K7Q9X","bankaccount":"0011012345678","orderId":"2K7Q9X","transType":"C","sign":"","terminalCode":"QUAY01","subTerminalCode":"","serviceCode":"","urlLink":""}""";

    private const string PlatformBody =
        """{"LoaiBanTin":"CONFIRM","MaLoi":"00","MaDoiTac":"DEMOPARTNER","MaThamChieu":"dvc0000001H40261121000120261121091530","SoTien":"8000","MaTienTe":"VND","MaGiaoDich":"PP2611210000123","MaNganHang":"VCB","ThoiGianGD":"20261121091742","ThongTinGiaoDich":"THANH TOAN HO SO 000.00.01.H40-261121-0001","MaXacThuc":"9e76e1d40a96c26eca11b9edaebf58f506c8111ad7b6078dbf008fdbc5bdb088"}""";

    private const string HmacBody = """{"id":"a-1","account":"0011012345678","amount":8000,"at":"2026-11-21T09:15:30+07:00","text":"H40DB2K7Q9X","bankReference":"FT26325000001","order":"o-1"}""";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1795227330);

    private readonly ManualClock _clock = new(At);

    private SePayMessenger SePay => SePayMessenger.BySignature(_clock, "demo-webhook-secret");

    private CassoMessenger Casso => new(_clock, "demo-checksum-key");

    private PayOsMessenger PayOs { get; } = new("demo-checksum-key");

    private PlatformMessenger Platform { get; } = new("DEMOPARTNER", "DEMO-SECRET");

    private HmacMessenger Hmac => new("demo", _clock, "demo-secret");

    [Fact]
    public void SePay_is_believed_and_read() => Assert.Equal(
        new MoneyNotice
        {
            Messenger = "sepay",
            Id = "92704",
            Direction = MoneyDirection.In,
            Amount = 8000,
            Account = "0011012345678",
            At = At,
            Text = "H40DB2K7Q9X",
            BankReference = "MBVCB.3278907687",
        },
        Told(SePay.Read(SePayCall())));

    [Fact]
    public void Casso_is_believed_however_its_JSON_is_spelt() => Assert.Equal(
        new MoneyNotice
        {
            Messenger = "casso",
            Id = "900101",
            Direction = MoneyDirection.In,
            Amount = 8000,
            Account = "0011012345678",
            At = At,
            Text = "H40DB2K7Q9X LE PHI HO TICH",
            BankReference = "FT26325000001",
            Payer = new MoneyPayer("NGUYEN VAN A", "0123456789", "970436"),
        },
        Told(Casso.Read(CassoCall())));

    // Signed by Node.js: JSON.stringify over names sorted at every depth.
    [Fact]
    public void Casso_is_believed_with_marks_slashes_quotes_and_odd_numbers()
    {
        const string Body =
            """{ "error" : 0, "data" : {"id":900102,"description":"Nộp \"lệ phí\" hồ sơ 12\/3 \u00e0 \\ <b>&'+ \u0007\n\ud83d\ude00","amount":8e3,"z":[{"b":1,"a":null},2.50,1e21,1e-7,-0,0.000001,123456789012345680000],"accountNumber":"0011012345678","reference":"FT2","B":true,"a":false}}""";
        const string Signature =
            "t=1795227330000,v1=c90357210fab2154f83abfcca0924bde622e025e65f6c92a938062994936d7fe0aff64710cffad21f171685d8bd743c605832eeebac6bf0d7b262386559b6c11";

        Assert.Equal("Nộp \"lệ phí\" hồ sơ 12/3 à \\ <b>&'+   😀", Told(Casso.Read(Call(Body, ("X-Casso-Signature", Signature)))).Text);
    }

    [Fact]
    public void Casso_tells_what_left_the_account_by_a_negative_amount()
    {
        var body = """{"data":{"amount":-5000,"id":1},"error":0}""";

        var notice = Told(Casso.Read(Call(body, ("X-Casso-Signature", CassoSign(body)))));

        Assert.Equal((MoneyDirection.Out, 5000), (notice.Direction, notice.Amount));
    }

    [Fact]
    public void PayOS_is_believed_and_read() => Assert.Equal(
        new MoneyNotice
        {
            Messenger = "payos",
            Id = "demo-link-1/FT26325000001",
            Direction = MoneyDirection.In,
            Amount = 8000,
            Account = "0011012345678",
            At = At,
            Text = "H40DB2K7Q9X LE PHI",
            BankReference = "FT26325000001",
            Order = "900101",
            Payer = new MoneyPayer(null, null, "970436"),
        },
        Told(PayOs.Read(PayOsCall(PayOsData, PayOsSignature))));

    [Fact]
    public void PayOS_is_read_only_where_it_is_signed()
    {
        var call = Call($$"""{"code":"01","desc":"x","success":false,"amount":1,"data":{{PayOsData}},"signature":"{{PayOsSignature}}"}""");

        Assert.Equal(8000, Told(PayOs.Read(call)).Amount);
    }

    [Fact]
    public void A_number_beyond_all_bounds_is_refused_as_wrongly_signed()
    {
        var call = PayOsCall(PayOsData.Replace("8000", "1e999", StringComparison.Ordinal), PayOsSignature);

        Assert.Equal(RefusalCodes.WrongSignature, Assert.IsType<MessengerReading.Refused>(PayOs.Read(call)).Code);
    }

    [Fact]
    public void VietQR_takes_a_token_by_name_and_password_and_tells_with_it()
    {
        var vietQr = VietQr();
        var token = Token(vietQr);

        var reading = vietQr.Read(Call(VietQrBody, ("Authorization", "Bearer " + token)));

        Assert.Equal(
            new MoneyNotice
            {
                Messenger = "vietqr",
                Id = "t-1",
                Direction = MoneyDirection.In,
                Amount = 8000,
                Account = "0011012345678",
                At = At,
                Text = "H40DB2K7Q9X",
                BankReference = "FT26325000001",
                Order = "2K7Q9X",
            },
            Told(reading));
        Assert.Equal(
            new MessengerAnswer(200, """{"error":false,"errorReason":null,"toastMessage":"","object":{"reftransactionid":"our-id"}}"""), vietQr.Answer(Call(VietQrBody), reading, "our-id"));
        Assert.Equal(503, vietQr.Answer(Call(VietQrBody), reading, null).Status);
    }

    [Fact]
    public void A_token_of_VietQR_is_another_instances_too_until_it_ends()
    {
        var token = Token(VietQr());

        Assert.NotNull(Told(VietQr().Read(Call(VietQrBody, ("authorization", "bearer " + token)))));

        _clock.Advance(VietQrVnMessenger.Lifetime);
        Assert.Equal(RefusalCodes.Stale, Refused(VietQr().Read(Call(VietQrBody, ("Authorization", "Bearer " + token)))));
        Assert.Equal(RefusalCodes.WrongSignature, Refused(new VietQrVnMessenger("demo", "another", _clock).Read(Call(VietQrBody, ("Authorization", "Bearer " + token)))));
    }

    [Theory]
    [InlineData("Bearer 9999999999.00")]
    [InlineData("Bearer 9999999999")]
    [InlineData("Bearer .")]
    [InlineData("Bearer x.y.z")]
    [InlineData("Bearer ")]
    [InlineData("Basic ZGVtbzpkZW1vLXBhc3N3b3Jk")]
    public void A_forged_token_of_VietQR_is_refused(string header) => Assert.IsType<MessengerReading.Refused>(VietQr().Read(Call(VietQrBody, ("Authorization", header))));

    [Theory]
    [InlineData("demo:demo-passwore")]
    [InlineData("demo")]
    [InlineData("")]
    [InlineData(":")]
    public void VietQR_gives_no_token_for_a_wrong_password(string account)
    {
        var answer = VietQr().Token(Call("", ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(account)))));

        Assert.Equal((401, false), (answer.Status, answer.Json.Contains("token", StringComparison.Ordinal)));
        Assert.Equal(401, VietQr().Token(Call("", ("Authorization", "Basic §§"))).Status);
        Assert.Equal(401, VietQr().Token(Call("")).Status);
    }

    [Fact]
    public void The_platform_is_believed_and_read()
    {
        var call = Call(PlatformBody);
        var reading = Platform.Read(call);

        Assert.Equal(
            new MoneyNotice
            {
                Messenger = "platform",
                Id = "dvc0000001H40261121000120261121091530/PP2611210000123",
                Direction = MoneyDirection.In,
                Amount = 8000,
                At = At.AddSeconds(132),
                Text = "THANH TOAN HO SO 000.00.01.H40-261121-0001",
                BankReference = "PP2611210000123",
                Order = "dvc0000001H40261121000120261121091530",
                Payer = new MoneyPayer(null, null, "VCB"),
            },
            Told(reading));
        Assert.Equal(
            """{"MaLoi":"00","MoTaLoi":"OK","MaDoiTac":"DEMOPARTNER","MaThamChieu":"dvc0000001H40261121000120261121091530","ThoiGianGD":"20261121091742","MaXacThuc":"9e76e1d40a96c26eca11b9edaebf58f506c8111ad7b6078dbf008fdbc5bdb088"}""",
            Platform.Answer(call, reading, "p-1").Json);
    }

    [Fact]
    public void A_bar_within_a_field_of_the_platform_moves_no_other_field()
    {
        // The same bytes are signed: partner and reference are one field, and the fields behind have each moved up by one.
        var values = (string[])["CONFIRM", "00", "DEMOPARTNER", "ref", "8000", "VND", "PP1", "VCB", "20261121091742", "A|B"];
        var moved = (string[])["CONFIRM|00", "DEMOPARTNER", "ref", "8000", "VND", "PP1", "VCB", "20261121091742", "A", "B"];

        Assert.Equal(PlatformSignature.Of(values, "DEMO-SECRET"), PlatformSignature.Of(moved, "DEMO-SECRET"));
        Assert.Equal("A|B", Told(Platform.Read(PlatformCall(values))).Text);
        Assert.Equal(RefusalCodes.WrongSignature, Refused(Platform.Read(PlatformCall(moved))));
    }

    [Theory]
    [InlineData(2, "OTHERPARTNER", "partner")]
    [InlineData(4, "8000.5", "amount")]
    [InlineData(4, "-8000", "amount")]
    [InlineData(4, "0", "amount")]
    [InlineData(4, "99999999999999999999", "amount")]
    [InlineData(5, "USD", "currency")]
    [InlineData(3, "", "id")]
    public void A_signed_word_of_the_platform_that_is_odd_is_kept_for_a_person(int field, string value, string code)
    {
        var values = (string[])["CONFIRM", "00", "DEMOPARTNER", "ref", "8000", "VND", "PP1", "VCB", "20261121091742", "x"];
        values[field] = value;

        Assert.Equal(new MessengerReading.Unclear(code), Platform.Read(PlatformCall(values)));
    }

    [Fact]
    public void A_failed_payment_of_the_platform_is_no_money() =>
        Assert.IsType<MessengerReading.NoMoney>(Platform.Read(PlatformCall(["CONFIRM", "24", "DEMOPARTNER", "ref", "8000", "VND", "PP1", "VCB", "20261121091742", "x"])));

    [Fact]
    public void A_generic_messenger_is_believed_and_read()
    {
        Assert.Equal(
            new MoneyNotice
            {
                Messenger = "hmac-demo",
                Id = "a-1",
                Direction = MoneyDirection.In,
                Amount = 8000,
                Account = "0011012345678",
                At = At,
                Text = "H40DB2K7Q9X",
                BankReference = "FT26325000001",
                Order = "o-1",
            },
            Told(Hmac.Read(HmacCall(HmacBody))));
        Assert.Equal(MoneyDirection.Out, Told(Hmac.Read(HmacCall("""{"id":1,"amount":"5000","direction":"out"}"""))).Direction);
    }

    public static TheoryData<string> Names => ["sepay", "casso", "payos", "vietqr", "platform", "hmac-demo"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_call_or_another_secret_is_not_believed(string name)
    {
        var (messenger, call, another) = Scene(name);
        var body = Encoding.UTF8.GetString(call.Body.Span);

        Assert.NotNull(Told(messenger.Read(call)));
        Assert.IsType<MessengerReading.Refused>(another.Read(call));
        if (name is not ("payos" or "platform"))
        {
            Assert.Equal(RefusalCodes.NoSignature, Refused(messenger.Read(new MessengerCall(call.Body))));
        }

        if (name != "vietqr")
        {
            var forged = messenger.Read(With(call, body.Replace("8000", "9000", StringComparison.Ordinal).Replace("8e3", "9e3", StringComparison.Ordinal)));
            Assert.Equal((RefusalCodes.WrongSignature, 401), (Refused(forged), ((MessengerReading.Refused)forged).Status));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_body_that_is_too_large_is_not_looked_into(string name)
    {
        var (messenger, call, _) = Scene(name);

        var reading = messenger.Read(With(call, Encoding.UTF8.GetString(call.Body.Span) + new string(' ', MessengerCall.MaxBytes)));

        Assert.Equal(new MessengerReading.Refused(RefusalCodes.TooLarge), reading);
        Assert.Equal(413, messenger.Answer(call, reading, null).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_that_is_sent_makes_a_messenger_throw(string name)
    {
        var (messenger, call, _) = Scene(name);
        var chance = new Random(20261121);

        for (var time = 0; time < 2000; time++)
        {
            var bytes = call.Body.ToArray();
            for (var change = chance.Next(1, 5); change > 0; change--)
            {
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            }

            var bent = With(call, bytes[..chance.Next(1, bytes.Length + 1)]);
            var reading = messenger.Read(bent);
            Assert.True(messenger.Answer(bent, reading, "r").Status is 200 or 400 or 401);
        }

        foreach (var odd in (string[])["", "null", "[]", "{}", "1", "\"x\"", "\uFEFF{}", """{"data":null}""", """{"data":[],"signature":1}""", """{"data":{"a":"\ud800"},"signature":"00"}""", """{"data":{},"data":{}}""", new string('[', 5000)])
        {
            Assert.IsNotType<MessengerReading.Told>(messenger.Read(With(call, odd)));
        }
    }

    [Theory]
    [InlineData(-301, true)]
    [InlineData(-300, false)]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void A_signed_call_is_taken_within_five_minutes_alone(int seconds, bool isStale)
    {
        var clock = new ManualClock(At.AddSeconds(seconds));

        Assert.Equal(isStale, SePayMessenger.BySignature(clock, "demo-webhook-secret").Read(SePayCall()) is MessengerReading.Refused { Code: RefusalCodes.Stale });
        Assert.Equal(isStale, new CassoMessenger(clock, "demo-checksum-key").Read(CassoCall()) is MessengerReading.Refused { Code: RefusalCodes.Stale });
        Assert.Equal(isStale, new HmacMessenger("demo", clock, "demo-secret").Read(HmacCall(HmacBody)) is MessengerReading.Refused { Code: RefusalCodes.Stale });
    }

    [Theory]
    [InlineData("X-SePay-Timestamp", "1795227331")]
    [InlineData("X-SePay-Timestamp", "99999999999999999999")]
    [InlineData("X-SePay-Timestamp", "-1")]
    [InlineData("X-SePay-Timestamp", "")]
    [InlineData("X-SePay-Signature", "9d6f5a54b5932f47b17cbdf629ebdcbeeb8793600acf95f53bf40430401697ee")]
    [InlineData("X-SePay-Signature", "sha256=")]
    [InlineData("X-SePay-Signature", "sha256=9d6f5a54b5932f47b17cbdf629ebdcbeeb8793600acf95f53bf40430401697e")]
    [InlineData("X-SePay-Signature", "sha256=zz")]
    [InlineData("X-SePay-Signature", "none")]
    public void A_wrong_header_is_refused(string name, string value)
    {
        var headers = new Dictionary<string, string> { ["X-SePay-Timestamp"] = "1795227330", ["X-SePay-Signature"] = SePaySignature, [name] = value };

        Assert.IsType<MessengerReading.Refused>(SePay.Read(new MessengerCall(Encoding.UTF8.GetBytes(SePayBody), headers)));
    }

    [Fact]
    public void A_header_that_comes_twice_is_no_header()
    {
        Assert.Equal(RefusalCodes.NoSignature, Refused(SePay.Read(Call(SePayBody, ("X-SePay-Timestamp", "1795227330"), ("X-SePay-Signature", SePaySignature), ("x-sepay-signature", SePaySignature)))));
        Assert.Equal(RefusalCodes.NoSignature, Refused(Casso.Read(Call(CassoBody, ("X-Casso-Signature", CassoSignature + ",v1=00")))));
    }

    [Fact]
    public void SePay_by_key_takes_the_key_and_a_secret_takes_no_key_in_its_place()
    {
        var byKey = SePayMessenger.ByKey(_clock, "demo-key", "demo-key-before");

        Assert.NotNull(Told(byKey.Read(Call(SePayBody, ("Authorization", "Apikey demo-key")))));
        Assert.NotNull(Told(byKey.Read(Call(SePayBody, ("authorization", "apikey demo-key-before")))));
        Assert.Equal(RefusalCodes.WrongSignature, Refused(byKey.Read(Call(SePayBody, ("Authorization", "Apikey demo-kez")))));
        Assert.Equal(RefusalCodes.NoSignature, Refused(byKey.Read(Call(SePayBody, ("Authorization", "demo-key")))));
        Assert.Equal(RefusalCodes.NoSignature, Refused(SePay.Read(Call(SePayBody, ("Authorization", "Apikey demo-webhook-secret")))));
    }

    [Theory]
    [InlineData("\"id\":92704", "\"id\":null", "id")]
    [InlineData("8000,\"acc", "8000.5,\"acc", "amount")]
    [InlineData("8000,\"acc", "-8000,\"acc", "amount")]
    [InlineData("8000,\"acc", "1e40,\"acc", "amount")]
    [InlineData("8000,\"acc", "10000000000001,\"acc", "amount")]
    [InlineData("\"in\"", "\"IN?\"", "direction")]
    [InlineData("{\"id\"", "{\"id\":1,\"id\"", "json")]
    public void What_SePay_signed_and_nobody_can_read_is_kept_for_a_person(string text, string odd, string code)
    {
        var call = SePayCall(SePayBody.Replace(text, odd, StringComparison.Ordinal));
        var reading = SePay.Read(call);

        Assert.Equal(new MessengerReading.Unclear(code), reading);
        Assert.Equal(new MessengerAnswer(200, """{"success":true}"""), SePay.Answer(call, reading, "r-1"));
    }

    [Fact]
    public void A_message_that_could_not_be_kept_is_asked_for_again()
    {
        var reading = SePay.Read(SePayCall());

        Assert.Equal(new MessengerAnswer(200, """{"success":true}"""), SePay.Answer(SePayCall(), reading, "r-1"));
        Assert.Equal(new MessengerAnswer(503, """{"success":false,"error":"busy"}"""), SePay.Answer(SePayCall(), reading, null));
    }

    [Fact]
    public void Without_a_secret_there_is_no_messenger()
    {
        Assert.Throws<ArgumentException>(() => SePayMessenger.BySignature(_clock));
        Assert.Throws<ArgumentException>(() => SePayMessenger.ByKey(_clock, ""));
        Assert.Throws<ArgumentException>(() => new CassoMessenger(_clock, "key", " "));
        Assert.Throws<ArgumentException>(() => new PayOsMessenger());
        Assert.Throws<ArgumentException>(() => new PlatformMessenger("DEMOPARTNER", ""));
        Assert.Throws<ArgumentException>(() => new HmacMessenger("demo", _clock));
        Assert.Throws<ArgumentException>(() => new VietQrVnMessenger("demo", "", _clock));
        Assert.Throws<ArgumentException>(() => new VietQrVnMessenger("", "x", _clock));
    }

    private VietQrVnMessenger VietQr() => new("demo", "demo-password", _clock);

    private static string Token(VietQrVnMessenger vietQr)
    {
        var answer = vietQr.Token(Call("", ("Authorization", "Basic " + Convert.ToBase64String("demo:demo-password"u8))));
        Assert.Equal(200, answer.Status);
        Assert.EndsWith(""","token_type":"Bearer","expires_in":300}""", answer.Json, StringComparison.Ordinal);
        return answer.Json.Split('"')[3];
    }

    private (IMessenger Messenger, MessengerCall Call, IMessenger Another) Scene(string name) => name switch
    {
        "sepay" => (SePay, SePayCall(), SePayMessenger.BySignature(_clock, "another")),
        "casso" => (Casso, CassoCall(), new CassoMessenger(_clock, "another")),
        "payos" => (PayOs, PayOsCall(PayOsData, PayOsSignature), new PayOsMessenger("another")),
        "vietqr" => (VietQr(), Call(VietQrBody, ("Authorization", "Bearer " + Token(VietQr()))), new VietQrVnMessenger("demo", "another", _clock)),
        "platform" => (Platform, Call(PlatformBody), new PlatformMessenger("DEMOPARTNER", "another")),
        _ => (Hmac, HmacCall(HmacBody), new HmacMessenger("demo", _clock, "another")),
    };

    private static MessengerCall SePayCall(string body = SePayBody) =>
        Call(body, ("X-SePay-Timestamp", "1795227330"), ("X-SePay-Signature", body == SePayBody ? SePaySignature : "sha256=" + Sign("demo-webhook-secret", "1795227330." + body)));

    private static MessengerCall CassoCall() => Call(CassoBody, ("X-Casso-Signature", CassoSignature));

    // Of a body that is in its canonical form already.
    private static string CassoSign(string body) =>
        $"t=1795227330000,v1={Convert.ToHexStringLower(HMACSHA512.HashData("demo-checksum-key"u8, Encoding.UTF8.GetBytes("1795227330000." + body)))}";

    private static MessengerCall PayOsCall(string data, string signature) => Call($$"""{"code":"00","desc":"success","success":true,"data":{{data}},"signature":"{{signature}}"}""");

    private static MessengerCall PlatformCall(string[] values) => Call(
        "{" + string.Concat(PlatformSignature.Confirm.Zip(values).Select(pair => $"\"{pair.First}\":\"{pair.Second}\",")) + $"\"MaXacThuc\":\"{PlatformSignature.Of(values, "DEMO-SECRET")}\"}}");

    private static MessengerCall HmacCall(string body) => Call(body, ("X-Hub-Timestamp", "1795227330"), ("X-Hub-Signature", "sha256=" + Sign("demo-secret", "1795227330." + body)));

    private static string Sign(string secret, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    private static MessengerCall Call(string body, params (string Name, string Value)[] headers) =>
        new(Encoding.UTF8.GetBytes(body), headers.Select(header => KeyValuePair.Create(header.Name, header.Value)));

    private static MessengerCall With(MessengerCall call, string body) => With(call, Encoding.UTF8.GetBytes(body));

    private static MessengerCall With(MessengerCall call, byte[] body) => new(body, ((string[])["Authorization", "X-SePay-Timestamp", "X-SePay-Signature", "X-Casso-Signature", "X-Hub-Timestamp", "X-Hub-Signature"])
        .Where(name => call.Header(name) is not null).Select(name => KeyValuePair.Create(name, call.Header(name)!)));

    private static MoneyNotice Told(MessengerReading reading) => Assert.IsType<MessengerReading.Told>(reading).Notice;

    private static string Refused(MessengerReading reading) => Assert.IsType<MessengerReading.Refused>(reading).Code;
}
