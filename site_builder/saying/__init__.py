"""What commands say to people, in Chinese or English; they decide nothing."""
