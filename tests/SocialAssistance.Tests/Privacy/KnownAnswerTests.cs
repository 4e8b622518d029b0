using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Shouldly;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Ciphers;
using Xunit;

namespace SocialAssistance.Tests.Privacy;

/// <summary>The algorithms give what the published standards say they give.</summary>
public sealed class KnownAnswerTests
{
    /// <summary>GB/T 32905-2016, appendix A.</summary>
    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void SM3(string message, string expected)
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(Encoding.ASCII.GetBytes(message));
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash);
        Convert.ToHexStringLower(hash).ShouldBe(expected);
    }

    /// <summary>GB/T 32907-2016, appendix A.</summary>
    [Fact]
    public void SM4()
    {
        var engine = new SM4Engine();
        engine.Init(true, new KeyParameter(Hex("0123456789abcdeffedcba9876543210")));
        var block = new byte[16];
        engine.ProcessBlock(Hex("0123456789abcdeffedcba9876543210"), block);
        Convert.ToHexStringLower(block).ShouldBe("681edf34d206965e86b3e94f536e4246");
    }

    /// <summary>RFC 8998, appendix A.1.</summary>
    [Fact]
    public void SM4_GCM() => Encrypts(
        CipherSuite.Sm4Gcm,
        "0123456789abcdeffedcba9876543210",
        "00001234567800000000abcd",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
        "83de3541e4c2b58177e065a9bf7b62ec");

    /// <summary>The GCM specification submitted to NIST, test case 16.</summary>
    [Fact]
    public void AES_256_GCM() => Encrypts(
        CipherSuite.Aes256Gcm,
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b");

    /// <summary>RFC 4231, test case 1 has a short key; our secrets have 32 bytes, and a shorter one padded with zeros is the same key.</summary>
    [Fact]
    public void HMAC_SHA_256() => Convert.ToHexStringLower(HMACSHA256.HashData(Hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), "Hi There"u8))
        .ShouldBe("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");

    [Fact]
    public void The_keyed_hash_of_a_person_is_the_HMAC_of_the_ID_number_under_each_algorithm()
    {
        // RFC 4231, test case 1: the secret is its key, padded with zeros as HMAC pads it.
        byte[] secret = [.. Hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), .. new byte[12]];
        var (international, national) = (new KeyedHash(secret), new KeyedHash(secret, PrivacySuite.National));

        var hashes = international.Candidates(HashPurpose.Person, "Hi There");
        hashes[0].ShouldBe("hs256:" + Convert.ToBase64String(Hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")));
        hashes[1].ShouldBe("hsm3:" + Convert.ToBase64String(HmacSm3(secret, Encoding.UTF8.GetBytes("Hi There"))));
        national.Candidates(HashPurpose.Person, "Hi There").ShouldBe([hashes[1], hashes[0]]);
        Enum.GetValues<HashPurpose>().SelectMany(p => international.Candidates(p, "Hi There")).Distinct().Count().ShouldBe(6);
    }

    /// <summary>HMAC as RFC 2104 defines it, over SM3 alone.</summary>
    private static byte[] HmacSm3(byte[] key, byte[] message)
    {
        byte[] padded = [.. key, .. new byte[64 - key.Length]];
        return Hash([.. padded.Select(b => (byte)(b ^ 0x5c)), .. Hash([.. padded.Select(b => (byte)(b ^ 0x36)), .. message])]);

        static byte[] Hash(byte[] bytes)
        {
            var digest = new SM3Digest();
            digest.BlockUpdate(bytes);
            var hash = new byte[32];
            digest.DoFinal(hash);
            return hash;
        }
    }

    private static void Encrypts(CipherSuite suite, string key, string nonce, string associated, string plain, string cipherText, string tag)
    {
        using var cipher = suite.Open(Hex(key));
        var (made, madeTag, opened) = (new byte[plain.Length / 2], new byte[16], new byte[plain.Length / 2]);
        cipher.Encrypt(Hex(nonce), Hex(plain), made, madeTag, Hex(associated));
        Convert.ToHexStringLower(made).ShouldBe(cipherText);
        Convert.ToHexStringLower(madeTag).ShouldBe(tag);
        cipher.TryDecrypt(Hex(nonce), made, madeTag, opened, Hex(associated)).ShouldBeTrue();
        Convert.ToHexStringLower(opened).ShouldBe(plain);
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);
}
